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
      location.reload();
      return;
    }
  } catch { /* still away */ }
  setTimeout(look, 2000);
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
