// What code screens and terminals share: they are paired like the lobby's boards, keep their token, and go on for ever.
const POLL = 3000;

/** Asks the server. Never throws: status 0 says that nobody answered. */
export const ask = async (method, path, { token, body } = {}) => {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 15000);
  try {
    const answer = await fetch(path, {
      method, signal: stop.signal, cache: "no-store",
      headers: { ...(token && { Authorization: "Bearer " + token }), ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  } finally { clearTimeout(timer); }
};

export const pause = ms => new Promise(done => setTimeout(done, ms));

/** The time between tries: longer with each failure, up to 15 s. */
export const again = failures => pause(Math.min(15000, 1000 * 2 ** Math.min(failures, 4)) * (0.75 + Math.random() / 2));

const element = id => document.getElementById(id);
const name = kind => "hall.screen." + kind;
const kept = kind => { try { return localStorage.getItem(name(kind)); } catch { return null; } };
const keep = (kind, token) => { try { token ? localStorage.setItem(name(kind), token) : localStorage.removeItem(name(kind)); } catch { /* paired anew after the next start */ } };

/** The token of this screen; shows a pairing code until the section has entered it. */
export const paired = async kind => {
  const before = kept(kind);
  if (before) return before;
  element("pairing").hidden = false;
  for (let offer = null, failures = 0; ;) {
    if (!offer) {
      const { status, body } = await ask("POST", "/api/screens/pairing?kind=" + kind);
      if (status !== 200) {
        element("pair-state").textContent = status === 429 ? "请求过于频繁，稍后自动重试……" : "暂时无法连接服务器，正在自动重试……";
        await again(failures++);
        continue;
      }
      offer = body;
      failures = 0;
      element("pair-code").textContent = body.code.slice(0, 3) + " " + body.code.slice(3);
      element("pair-qr").src = body.qr;
      element("pair-state").textContent = "等待配对……";
    }
    await pause(POLL);
    const { status, body } = await ask("GET", "/api/screens/pairing/" + encodeURIComponent(offer.pairingId));
    if (status === 404) offer = null;
    else if (status === 200 && body.status === "paired") {
      keep(kind, body.token);
      element("pairing").hidden = true;
      return body.token;
    } else element("pair-state").textContent = status === 200 ? "等待配对……" : "与服务器的连接中断，正在自动重试……";
  }
};

/** The section has revoked this screen: its token is of no more use. */
export const forget = kind => keep(kind, null);

export const ribbon = text => { element("ribbon").hidden = !text; element("ribbon").textContent = text || ""; };

// The page itself stays on the box, so that it opens with the server down. Browsers allow it on HTTPS and localhost only.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/screen/sw.js").catch(() => { /* opens while the server does */ });
