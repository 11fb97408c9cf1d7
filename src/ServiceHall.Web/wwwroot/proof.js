"use strict";

// A form with a proof is sent without leaving the page: a cut network, or a file that the server would refuse, loses neither what
// was written nor what was chosen. Without this script the form sends itself.
(() => {
const MOST = 10 * 1024 * 1024, STALLED = 30000;

for (const input of document.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => {
    const file = input.files[0];
    input.setCustomValidity(!file ? "" : file.size > MOST ? "附件超过 10 MB。请换一个较小的文件，或拍照上传。"
      : file.size === 0 ? "附件是空的（0 字节）。请重新拍摄或另选文件。" : "");
    input.reportValidity();
  });
}

const send = (form, told) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  let moved = Date.now();
  const clock = setInterval(() => { if (Date.now() - moved > STALLED) request.abort(); }, 1000);
  const end = act => { clearInterval(clock); act(); };
  const lost = () => end(() => fail(new Error("没有网络，或服务器没有回答：不能确定已经提交。已填的内容和所选的附件还在，请再按一次；同一次缺卡不会重复提交。")));
  request.open("POST", location.href);
  request.setRequestHeader("Accept", "text/html");
  request.upload.onprogress = event => { moved = Date.now(); told.textContent = `正在提交…… ${Math.round((event.loaded / event.total) * 100)}%`; };
  request.onload = () => end(() => {
    if (request.status === 401) {
      hallSignIn();
      fail(new Error("登录已失效，正在前往登录页；已填的内容登录后还在，附件须重新选择。"));
    }
    else if (request.status === 413) fail(new Error("附件太大，服务器没有接收。请换一个 10 MB 以内的文件。"));
    else if (request.status !== 200) fail(new Error("服务器没有完成这次请求。请稍后再按一次；已填的内容还在。"));
    else done(new DOMParser().parseFromString(request.responseText, "text/html"));
  });
  request.onerror = request.onabort = request.ontimeout = lost;
  request.send(new FormData(form));
});

document.addEventListener("submit", async event => {
  const form = event.target, told = document.getElementById(form.dataset.told ?? "");
  if (!told) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  told.className = "";
  try {
    const page = await send(form, told), refused = page.querySelector("main .alert");
    if (refused) throw new Error(refused.textContent.trim());
    form.dispatchEvent(new CustomEvent("hall:taken", { bubbles: true }));
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    scrollTo(0, 0);
  } catch (fault) {
    [told.className, told.textContent] = ["alert", fault.message];
  } finally {
    button.disabled = false;
  }
});
})();
