// Shows the hall's code, renews it by itself, and takes it away when it has run out and no new one comes.
import { again, ask, forget, paired, pause, ribbon } from "/screen/screen.js";

const KIND = "Code", LOOK = 10000;
const element = id => document.getElementById(id);
let shown = null;

const draw = () => {
  const left = shown ? shown.until - performance.now() : 0;
  element("left").style.width = Math.max(0, Math.min(100, left / shown?.step * 100 || 0)) + "%";
  const gone = !shown || left <= 0;
  element("qr").classList.toggle("gone", gone);
  element("code").textContent = gone ? "———— ————" : shown.code.slice(0, 4) + " " + shown.code.slice(4);
};

const take = body => {
  // The server's times only: the box's own clock may be wrong.
  const left = Date.parse(body.until) - Date.parse(body.now);
  shown = { code: body.code, until: performance.now() + left, step: 30000 };
  element("site").textContent = body.site;
  if (element("qr").dataset.code !== body.code) {
    element("qr").dataset.code = body.code;
    element("qr").src = body.qr;
  }
  element("state").textContent = "每 30 秒更换，只供现场人员使用";
  ribbon(body.demonstration);
  draw();
};

setInterval(draw, 250);
// A function of its own: the floor, Chromium 87, knows no await outside of one.
async function run() {
  for (;;) {
    const token = await paired(KIND);
    element("shown").hidden = false;
    for (let failures = 0; ;) {
      const { status, body } = await ask("GET", "/api/screens/code", { token });
      if (status === 401 || status === 403) break;
      if (status === 200 && body) {
        failures = 0;
        take(body);
        // A moment after the change, so that the answer is the next code.
        await pause(Math.min(LOOK, Math.max(0, shown.until - performance.now()) + 50));
      } else {
        element("state").textContent = "与服务器的连接中断，正在自动重试……";
        await again(failures++);
      }
    }
    forget(KIND);
    shown = null;
    element("shown").hidden = true;
  }
}

void run();
