// Use is what somebody does. A page that refreshes itself, with nobody before it, ends after its 30 minutes.
let told = 0;
function tellUse() {
  if (Date.now() - told < 60000) return;
  told = Date.now();
  fetch("/desk/in-use", { cache: "no-store" }).catch(() => { told = 0; });
}
for (const act of ["pointerdown", "keydown", "wheel"]) addEventListener(act, tellUse, { capture: true, passive: true });

// A page of the desk that lost its server, or failed because the database was away, comes back by itself.
let waiting = false;
async function look() {
  try {
    if ((await fetch("/health", { cache: "no-store" })).ok) {
      if (failed.style.display !== "block" || mayReload()) location.reload();
      else failed.textContent = "这个页面出错了，重新打开也没有用，错误已记录。请从左侧导航打开其他页面；仍不行请告知系统管理员。";
      return;
    }
  } catch { /* still away */ }
  setTimeout(look, 2000);
}
// A page that fails each time it is opened is no interruption: after three times it says so and stays.
function mayReload() {
  const recent = JSON.parse(sessionStorage.getItem("hall.reloads") || "[]").filter(at => Date.now() - at < 60000);
  sessionStorage.setItem("hall.reloads", JSON.stringify([...recent, Date.now()]));
  return recent.length < 3;
}
function comeBack() {
  if (waiting) return;
  waiting = true;
  setTimeout(look, 1500);
}
// Reached by a link while the database is away: the page that says so is opened as a page of its own, which tries again.
Blazor.addEventListener("enhancedload", () => {
  if (document.getElementById("waiting")) location.reload();
});
const failed = document.getElementById("blazor-error-ui");
const lost = document.getElementById("components-reconnect-modal");
new MutationObserver(() => {
  if (failed.style.display === "block") comeBack();
  const state = lost.className;
  if (/components-reconnect-(show|failed|rejected)/.test(state) && !lost.open) lost.showModal();
  if (/components-reconnect-hide/.test(state) && lost.open) lost.close();
  if (/components-reconnect-(failed|rejected)/.test(state)) comeBack();
}).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["style", "class"] });
// The ribbon's clock goes on while the page is open.
let ribbon = null, from = 0, opened = 0;
function readRibbon() {
  ribbon = document.querySelector(".ribbon time");
  if (ribbon) [from, opened] = [Date.parse(ribbon.dateTime), Date.now()];
}
readRibbon();
Blazor.addEventListener("enhancedload", readRibbon);
setInterval(() => {
  if (ribbon) ribbon.textContent = new Date(from + Date.now() - opened).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" }).slice(0, 16);
}, 5000);
