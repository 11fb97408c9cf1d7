// A page of the desk that lost its server, or failed because the database was away: it says what it waits for, offers a
// button, and comes back by itself. Whose sign-in the browser has now is asked first: a page of another one is left.
"use strict";
(() => {
  const PAUSE = 2000, ANSWER = 5000, ASLEEP = 15000;
  const mine = document.body.dataset.signIn;
  const dialog = document.getElementById("connection"), told = document.getElementById("connection-told");
  const failed = document.getElementById("blazor-error-ui"), fault = document.getElementById("fault-told");
  let isLost = false, isAsking = false, since = 0, timer = 0;
  const isBroken = () => failed.style.display === "block";

  // "same": the server is there, and the browser has this page's sign-in; "other": it has another one, or none any more.
  async function whose() {
    try {
      const answer = await fetch("/desk/whose", { cache: "no-store", headers: { "Hall-By-Itself": "1" }, signal: AbortSignal.timeout(ANSWER) });
      if (!answer.ok) return "away";
      return (await answer.json()).signIn === mine ? "same" : "other";
    } catch { return "away"; }
  }
  const leave = () => location.assign("/sign-in?ended=1&back=" + encodeURIComponent(location.pathname + location.search));

  // A page that fails each time it is opened is no interruption: after three times it says so and stays.
  function mayReload() {
    const recent = JSON.parse(sessionStorage.getItem("hall.reloads") || "[]").filter(at => Date.now() - at < 60000);
    sessionStorage.setItem("hall.reloads", JSON.stringify([...recent, Date.now()]));
    return recent.length < 3;
  }
  const seconds = () => Math.round((Date.now() - since) / 1000);

  async function look() {
    clearTimeout(timer);
    // None waits any more: what breaks later begins one of its own.
    timer = 0;
    if (isAsking || !(isLost || isBroken())) return;
    isAsking = true;
    const found = await whose();
    let goesOn = true;
    if (found === "other") {
      goesOn = false;
      leave();
    } else if (found === "away") {
      const text = `连不上服务器：网络不通，或服务器、数据库正在恢复。每 2 秒自动再试，已等 ${seconds()} 秒。`;
      if (isBroken()) fault.textContent = "服务暂时中断。" + text; else told.textContent = text;
    } else if (isBroken()) {
      goesOn = false;
      if (mayReload()) location.reload();
      else fault.textContent = "这个页面出错了，重新打开也没有用，错误已记录。请从左侧导航打开其他页面；仍不行请告知系统管理员。";
    } else {
      told.textContent = "服务器已恢复，正在重新连接……";
      // What the server no longer has is opened anew; what was written comes back with it (drafts.js).
      try { if (!await Blazor.reconnect()) location.reload(); } catch { /* lost again: the next look tells */ }
    }
    isAsking = false;
    if (goesOn && (isLost || isBroken())) timer = setTimeout(look, PAUSE);
  }

  Blazor.start({ circuit: { reconnectionHandler: {
    onConnectionDown() {
      if (isLost) return;
      [isLost, since] = [true, Date.now()];
      told.textContent = "与服务器的连接中断，正在自动恢复……";
      if (!dialog.open) dialog.showModal();
      look();
    },
    onConnectionUp() {
      isLost = false;
      dialog.close();
    },
  } } });

  new MutationObserver(() => {
    if (!isBroken() || timer) return;
    since = Date.now();
    timer = setTimeout(look, 1500);
  }).observe(failed, { attributes: true, attributeFilter: ["style"] });
  for (const button of document.querySelectorAll(".connection-again")) button.addEventListener("click", look);
  for (const button of document.querySelectorAll(".connection-reopen")) button.addEventListener("click", () => location.reload());
  // Escape closes no dialog that still waits.
  dialog.addEventListener("cancel", event => { if (isLost) event.preventDefault(); });

  // Woken up, shown again or brought back by the back button: a page that slept looks at once whose the browser is now.
  async function awake() {
    if (isLost || isBroken()) return look();
    if (await whose() === "other") leave();
  }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") awake(); });
  addEventListener("online", awake);
  addEventListener("pageshow", event => { if (event.persisted) awake(); });
  let last = Date.now();
  setInterval(() => {
    if (Date.now() - last > ASLEEP) awake();
    last = Date.now();
  }, 3000);
  // A link was followed, and the frame that came is another sign-in's: nothing of this page stays. Reached while the database was
  // away: the page that says so is opened as a page of its own, which tries again.
  Blazor.addEventListener("enhancedload", () => {
    if (document.getElementById("waiting") || (document.body.dataset.signIn && document.body.dataset.signIn !== mine)) location.reload();
  });
})();
