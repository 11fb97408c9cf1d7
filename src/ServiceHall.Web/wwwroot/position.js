// Watches the position for up to 15 seconds and gives the most exact fix; a page without HTTPS gets none.
export function take() {
  return new Promise((resolve) => {
    if (!window.isSecureContext || !navigator.geolocation) {
      resolve({ fault: "浏览器只在 HTTPS 页面或本机上提供位置。请改用 https:// 开头的地址打开本页。" });
      return;
    }
    let best = null;
    const watch = navigator.geolocation.watchPosition(
      (fix) => {
        if (!best || fix.coords.accuracy < best.coords.accuracy) best = fix;
        if (best.coords.accuracy <= 10) finish();
      },
      (fault) => { if (fault.code === 1) finish("浏览器没有位置权限。请在地址栏的权限设置里允许位置，再试一次。"); },
      { enableHighAccuracy: true, maximumAge: 0, timeout: 15000 });
    const timer = setTimeout(() => finish(), 15000);
    function finish(fault) {
      navigator.geolocation.clearWatch(watch);
      clearTimeout(timer);
      if (best) resolve({ latitude: best.coords.latitude, longitude: best.coords.longitude, accuracy: best.coords.accuracy });
      else resolve({ latitude: 0, longitude: 0, accuracy: 0, fault: fault || "15 秒内没有取到位置。请靠近窗边、打开定位后再试。" });
    }
  });
}
