// What this phone calls itself, as punch.js keeps it.
"use strict";
(() => {
  let id = null;
  try { id = localStorage.getItem("hall.device"); } catch { /* a browser that keeps nothing */ }
  if (!id && window.crypto && crypto.randomUUID) {
    id = crypto.randomUUID();
    try { localStorage.setItem("hall.device", id); } catch { id = null; }
  }
  const field = document.getElementById("device"), here = document.getElementById("this-device");
  if (field) field.value = id || "";
  if (here) here.textContent = id === here.dataset.bound ? "就是绑定的手机" : "不是绑定的手机";
})();
