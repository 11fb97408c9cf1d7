// The punch button. The server's clock and the rules decide; this only finds the position, sends one press, and tells
// the answer. Nothing is sent later by itself, but for the one press that a sign-in interrupted.
"use strict";
(() => {
  const WATCH = 15000, GOOD = 20, FAIR = 50, FAIR_AFTER = 4000, ANSWER = 20000, REPEAT_WITHIN = 600000, SAME_WITHIN = 120000;
  const today = document.getElementById("today"), told = document.getElementById("told");
  // Where the hall takes its code; what it asks for is on the field.
  const code = document.getElementById("code"), asks = code ? code.dataset.asks : "Position";
  // Whose page this is: another tab may have signed somebody else in meanwhile.
  const person = Number(document.body.dataset.person);
  let busy = false;

  const say = (kind, text) => { told.hidden = false; told.className = kind; told.textContent = text; };
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
    return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
  };
  // A browser that keeps nothing (private mode) still punches.
  const keep = (store, name, value) => { try { store.setItem(name, value); } catch { /* not kept */ } };
  const kept = (store, name) => { try { return store.getItem(name); } catch { return null; } };
  const device = () => {
    const id = kept(localStorage, "hall.device") || uuid();
    keep(localStorage, "hall.device", id);
    return id;
  };
  const pending = () => { try { return JSON.parse(kept(sessionStorage, "hall.press")); } catch { return null; } };

  const inApp = () => /MicroMessenger|DingTalk|QQ\/|Alipay|Weibo/i.test(navigator.userAgent);
  const help = {
    app: "应用内的浏览器往往不能定位：请点右上角“…”，选择“在浏览器打开”，再打卡。",
    insecure: "本页不是 HTTPS 打开的，浏览器因此不提供位置。请改用 https:// 开头的地址；地址可问科室。",
    missing: "这个浏览器没有定位功能。请换用手机自带的浏览器。",
    denied: "您拒绝了本站使用位置。请在浏览器的“网站设置 → 位置”中改为允许，再按一次。",
    none: "手机一直没有给出位置。请打开定位和无线局域网，走到窗边再按一次；仍不行请换系统浏览器。",
  };

  // The best position of up to 15 seconds, and why there is none.
  const locate = () => new Promise(done => {
    if (!window.isSecureContext) return done({ why: "insecure" });
    if (!navigator.geolocation) return done({ why: "missing" });
    const start = Date.now();
    let best = null, watch = 0, clock = 0, over = false;
    const end = why => {
      if (over) return;
      over = true;
      clearInterval(clock);
      navigator.geolocation.clearWatch(watch);
      done({ best, why });
    };
    const look = () => {
      const spent = Date.now() - start, accuracy = best ? best.coords.accuracy : Infinity;
      say("wait", best ? `正在定位…… 精度 ±${Math.round(accuracy)} 米` : `正在定位…… ${Math.ceil((WATCH - spent) / 1000)} 秒`);
      if (accuracy <= GOOD || (accuracy <= FAIR && spent >= FAIR_AFTER) || spent >= WATCH) end("none");
    };
    watch = navigator.geolocation.watchPosition(
      fix => { if (!over && (!best || fix.coords.accuracy <= best.coords.accuracy)) { best = fix; look(); } },
      fault => { if (fault.code === 1) end("denied"); },
      { enableHighAccuracy: true, maximumAge: 0, timeout: WATCH });
    clock = setInterval(look, 250);
    look();
  });

  // A refresh that nobody asked for is no use of the sign-in.
  const refresh = async (asked = false) => {
    const answer = await fetch("/m", { headers: { Accept: "text/html", ...(!asked && { "Hall-By-Itself": "1" }) } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("today");
    if (fresh && !busy) today.replaceChildren(...fresh.childNodes);
  };

  const send = async (press, found) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), ANSWER);
    const at = found.best && found.best.coords;
    try {
      return await fetch("/api/punches", {
        method: "POST", signal: stop.signal, headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          action: press.action, key: press.key, device: device(), ...(person && { person }), ...(press.code && { code: press.code }),
          ...(at && { latitude: at.latitude, longitude: at.longitude, accuracy: at.accuracy, age: Math.max(0, Date.now() - found.best.timestamp) / 1000 }),
        }),
      });
    } finally { clearTimeout(timer); }
  };

  const settle = async (answer, found) => {
    const verdict = await answer.json();
    // Answered: the next press is another one.
    if (answer.ok || answer.status === 400) keep(sessionStorage, "hall.press", "null");
    const more = verdict.outcome === "no_position" && found.why ? "\n" + help[found.why] : "";
    const app = !verdict.accepted && /no_position|inaccurate/.test(verdict.outcome) && inApp() ? "\n" + help.app : "";
    say(verdict.accepted ? "yes" : "no", verdict.message + more + app);
    // A code that was used or refused is of no more use.
    if (code && (verdict.accepted || /_code$/.test(verdict.outcome))) code.value = "";
    if (verdict.accepted && navigator.vibrate) navigator.vibrate(60);
  };

  const punch = async (action, slot) => {
    if (busy) return;
    busy = true;
    document.body.classList.add("busy");
    // A press without an answer keeps its key for a while: pressed again, it is still one punch. Later it is another one.
    const before = pending();
    const press = before && before.slot === slot && before.person === person && Date.now() - before.first < SAME_WITHIN
      ? before : { action, slot, person, key: uuid(), first: Date.now() };
    press.at = Date.now();
    const shown = code ? code.value.replace(/\s/g, "") : "";
    if (shown || !press.code) press.code = shown;
    keep(sessionStorage, "hall.press", JSON.stringify(press));
    try {
      if (!navigator.onLine) throw new TypeError("offline");
      // The code alone is enough, or asked for alone: nobody waits for a position.
      const found = asks === "Code" || (press.code && asks !== "PositionAndCode") ? {} : await locate();
      say("wait", "正在提交……");
      const answer = await send(press, found);
      if (answer.status === 401) { location.href = "/m/sign-in?back=" + encodeURIComponent("/m?again=1"); return; }
      await settle(answer, found);
    } catch {
      say("no", "没有网络，或服务器没有回答：不能确定已打上卡。\n不会自动补发；请确认网络后再按一次，同一次按键不会重复记录。");
    } finally {
      busy = false;
      document.body.classList.remove("busy");
    }
    refresh(true).catch(() => { /* told already */ });
  };

  today.addEventListener("click", event => {
    const button = event.target.closest("button[data-action]");
    if (button) punch(button.dataset.action, button.dataset.slot);
  });
  // A press before this script was there would have been lost without a word, so the page came with its buttons disabled.
  today.disabled = false;
  const freshen = () => { if (!document.hidden && !busy) refresh().catch(() => { /* tried again in a minute */ }); };
  document.addEventListener("visibilitychange", freshen);
  setInterval(freshen, 60000);
  if (code && code.value) {
    history.replaceState(null, "", "/m");
    say("wait", "已读到大厅的动态码，请在半分钟内按下按钮。");
  }
  if (new URLSearchParams(location.search).has("again")) {
    history.replaceState(null, "", "/m");
    const press = pending();
    // The press that a sign-in interrupted is repeated for the same person only.
    if (press && press.person === person && Date.now() - press.at < REPEAT_WITHIN) punch(press.action, press.slot);
  }
})();
