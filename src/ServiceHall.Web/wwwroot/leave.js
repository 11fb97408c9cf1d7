// The leave form: shows what follows while one fills it in, and sends it without losing what was written or chosen.
// Without this script the form's own two buttons do the same by loading the page.
"use strict";
(() => {
  const PAUSE = 450, MOST = 10 * 1024 * 1024;
  let timer = 0, turn = 0, sending = false;

  const post = async (form, step) => {
    const data = new FormData(form);
    if (step === "preview") data.delete("Proof");
    data.set("Step", step);
    const answer = await fetch(location.href, { method: "POST", body: data, headers: { Accept: "text/html" } });
    if (answer.status === 401) {
      if (step === "send") hallSignIn();
      throw new Error("登录已失效，正在前往登录页；已填的内容登录后还在，附件须重新选择。");
    }
    if (answer.status === 413) throw new Error("附件太大，服务器没有接收。请换一个 10 MB 以内的文件。");
    if (!answer.ok) throw new Error("服务器没有完成这次请求。请稍后再按一次；同一张表不会重复提交。");
    return answer;
  };
  const take = (page, id) => {
    const [fresh, old] = [page.getElementById(id), document.getElementById(id)];
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
  };
  const tell = text => {
    const box = document.getElementById("leave-told"), line = document.createElement("p");
    line.className = "alert";
    line.setAttribute("role", "alert");
    line.textContent = text;
    box.replaceChildren(line);
    box.scrollIntoView({ block: "center" });
  };
  const preview = async form => {
    const mine = ++turn, box = document.getElementById("preview");
    box.classList.add("busy");
    try {
      const page = new DOMParser().parseFromString(await (await post(form, "preview")).text(), "text/html");
      if (mine === turn) take(page, "preview");
    } catch {
      if (mine === turn) box.textContent = "现在核对不了：没有网络，或服务器没有回答。可以照常填写，提交时会再核对。";
    } finally {
      if (mine === turn) box.classList.remove("busy");
    }
  };
  const send = async (form, button) => {
    if (sending) return;
    const file = form.elements.Proof.files[0];
    if (file && file.size > MOST) return tell("附件超过 10 MB。请换一个较小的文件，或拍照上传。");
    if (file && file.size === 0 && file.name) return tell("附件是空的（0 字节）。请重新拍摄或另选文件。");
    sending = button.disabled = true;
    turn++;
    try {
      const answer = await post(form, "send");
      if (answer.redirected) {
        form.dispatchEvent(new CustomEvent("hall:taken", { bubbles: true }));
        location.href = answer.url;
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      take(page, "leave-told");
      take(page, "preview");
      document.getElementById("leave-told").scrollIntoView({ block: "center" });
    } catch (fault) {
      // Without an answer nobody knows whether it arrived; the form's key makes a second try the same request.
      tell(fault instanceof TypeError ? "没有网络，或服务器没有回答：不能确定已经提交。请再按一次“提交”，同一张表不会重复。" : fault.message);
    } finally {
      sending = button.disabled = false;
    }
  };

  const asks = target => target.closest("form.ask[enctype]");
  const later = event => {
    const form = asks(event.target);
    if (!form || event.target.name === "Proof" || event.target.name === "Reason") return;
    clearTimeout(timer);
    timer = setTimeout(() => preview(form), PAUSE);
  };
  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("submit", event => {
    const form = asks(event.target);
    if (!form) return;
    event.preventDefault();
    clearTimeout(timer);
    if (event.submitter && event.submitter.value === "preview") preview(form);
    else send(form, event.submitter || form.querySelector("[value=send]"));
  });
  const form = document.querySelector("form.ask[enctype]");
  if (form) preview(form);
})();
