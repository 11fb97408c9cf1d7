// Stepping away and coming back. The server decides; pressed twice it is once, so a press without an answer is pressed again.
"use strict";
(() => {
  const ANSWER = 20000;
  const panel = () => document.getElementById("away");
  const show = async () => {
    const answer = await fetch("/m", { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("away");
    if (fresh) panel().replaceWith(fresh); else panel().remove();
  };
  const tell = text => {
    const fault = panel().querySelector(".fault");
    fault.hidden = false;
    fault.textContent = text;
  };
  const press = async button => {
    button.disabled = true;
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), ANSWER);
    const form = new FormData();
    form.set("act", button.dataset.away);
    for (const token of panel().querySelectorAll("input[type=hidden]")) form.set(token.name, token.value);
    try {
      const answer = await fetch("/m/away", { method: "POST", body: form, signal: stop.signal });
      if (answer.status === 401) { location.href = "/m/sign-in?back=/m"; return; }
      const { message } = await answer.json();
      if (answer.ok) await show(); else tell(message);
    } catch {
      tell("没有网络，或服务器没有回答：不能确定已经登记。请确认网络后再按一次。");
    } finally {
      clearTimeout(timer);
      button.disabled = false;
    }
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-away]");
    if (button) press(button);
  });
})();
