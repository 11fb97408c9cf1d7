// Use is what somebody does. A page that refreshes itself, with nobody before it, ends after its 30 minutes.
let told = 0;
function tellUse() {
  if (Date.now() - told < 60000) return;
  told = Date.now();
  fetch("/desk/in-use", { cache: "no-store" }).catch(() => { told = 0; });
}
for (const act of ["pointerdown", "keydown", "wheel"]) addEventListener(act, tellUse, { capture: true, passive: true });

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
