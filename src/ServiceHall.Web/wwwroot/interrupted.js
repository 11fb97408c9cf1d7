// Tries until the service is back, then opens the same page anew (a form is not sent a second time).
const wait = document.getElementById("waiting");
let tries = 0;
async function look() {
  try {
    if ((await fetch("/health", { cache: "no-store" })).ok) {
      location.replace(location.href);
      return;
    }
  } catch { /* the server is away too; the next try tells */ }
  tries += 1;
  wait.textContent = `正在等待恢复……已尝试 ${tries} 次`;
  setTimeout(look, 3000);
}
setTimeout(look, 1500);
