// The hall's terminal: staff number and six digits, then 签到 or 签退. It forgets what was typed with each press, after
// 20 seconds without a touch, and shows nobody's name but that of whoever has just punched.
import { again, ask, forget, paired, pause, ribbon } from "/screen/screen.js";

const KIND = "Terminal", FORGET = 20000, SHOW_YES = 4000, SHOW_NO = 8000, BEAT = 15000, PIN = 6, LONGEST = 20;
const DIGITS = [..."123456789", "字母", "0", "退格"], LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ-", "数字", "退格"];
const element = id => document.getElementById(id);
const typed = { number: "", pin: "" };
let field = "number", token = null, busy = false, touched = 0, closing = 0, serverTime = null;

const draw = () => {
  element("number").querySelector("b").textContent = typed.number;
  element("pin").querySelector("b").textContent = "●".repeat(typed.pin.length);
  for (const name of ["number", "pin"]) element(name).classList.toggle("active", name === field);
  const ready = typed.number && typed.pin.length === PIN && !busy;
  for (const button of document.querySelectorAll("[data-action]")) button.disabled = !ready;
};
const clear = () => { typed.number = typed.pin = ""; field = "number"; pad(DIGITS); draw(); };
const pad = keys => {
  element("keys").classList.toggle("letters", keys === LETTERS);
  element("keys").replaceChildren(...keys.map(key => Object.assign(document.createElement("button"), { type: "button", textContent: key })));
};
const press = key => {
  touched = performance.now();
  if (busy) return;
  if (key === "字母") { field = "number"; pad(LETTERS); }
  else if (key === "数字") pad(DIGITS);
  else if (key === "退格") typed[field] = typed[field].slice(0, -1);
  else if (field === "number" && typed.number.length < LONGEST) typed.number += key;
  else if (field === "pin" && /\d/.test(key) && typed.pin.length < PIN) typed.pin += key;
  draw();
};
const choose = name => { field = name; touched = performance.now(); if (name === "pin") pad(DIGITS); draw(); };

const close = () => { clearTimeout(closing); element("verdict").hidden = true; };
const say = (kind, name, text) => {
  const verdict = element("verdict");
  verdict.className = kind;
  verdict.querySelector(".name").textContent = name;
  verdict.querySelector(".text").textContent = text;
  verdict.hidden = false;
  clearTimeout(closing);
  closing = setTimeout(close, kind === "yes" ? SHOW_YES : SHOW_NO);
};

const punch = async action => {
  if (busy || !token) return;
  busy = true;
  const body = { number: typed.number, pin: typed.pin, action, key: crypto.randomUUID ? crypto.randomUUID() : uuid() };
  clear();
  say("wait", "", "正在提交……");
  let answer = await ask("POST", "/api/screens/punches", { token, body });
  // Not sure of the answer: the same press once more is still one punch.
  if (answer.status === 0 || answer.status === 503) { await pause(1500); answer = await ask("POST", "/api/screens/punches", { token, body }); }
  body.number = body.pin = "";
  busy = false;
  if (answer.status === 200) say(answer.body.accepted ? "yes" : "no", answer.body.name, answer.body.message);
  else say("no", "", answer.status && answer.status < 500 && answer.body?.message
    || "没有连上服务器，不能确定已打上卡。请稍后再打一次，重复打卡不要紧。");
  draw();
};
const uuid = () => {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
  return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
};

element("keys").addEventListener("click", event => { if (event.target.tagName === "BUTTON") press(event.target.textContent); });
for (const name of ["number", "pin"]) element(name).addEventListener("click", () => choose(name));
for (const button of document.querySelectorAll("[data-action]")) button.addEventListener("click", () => punch(button.dataset.action));
element("verdict").addEventListener("click", () => { if (!busy) close(); });
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Backspace") press("退格");
  else if (event.key === "Tab" || event.key === "Enter") { event.preventDefault(); choose(field === "number" ? "pin" : "number"); }
  else if (/^[0-9A-Za-z-]$/.test(event.key)) press(event.key);
});
setInterval(() => {
  if ((typed.number || typed.pin) && performance.now() - touched > FORGET) clear();
  if (serverTime) element("clock").textContent = new Date(serverTime.at + performance.now() - serverTime.since)
    .toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit", hour12: false });
}, 1000);

clear();
// A function of its own: the floor, Chromium 87, knows no await outside of one.
async function run() {
  for (;;) {
    token = await paired(KIND);
    element("shown").hidden = false;
    for (let failures = 0; ;) {
      const { status, body } = await ask("GET", "/api/screens/terminal", { token });
      if (status === 401 || status === 403) break;
      document.body.classList.toggle("cut", status !== 200);
      if (status === 200 && body) {
        failures = 0;
        serverTime = { at: Date.parse(body.now), since: performance.now() };
        element("site").textContent = body.site + " · 打卡终端";
        ribbon(body.demonstration);
        await pause(BEAT);
      } else {
        element("site").textContent = "与服务器的连接中断，正在自动重试……";
        await again(failures++);
      }
    }
    forget(KIND);
    token = null;
    clear();
    element("shown").hidden = true;
  }
}

void run();
