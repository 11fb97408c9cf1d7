// Passkeys on the sign-in, the second step and the page of one's own factors. Old browsers lack the JSON forms of WebAuthn,
// so bytes are turned here.
(() => {
  'use strict';
  const phone = location.pathname === '/m' || location.pathname.startsWith('/m/');
  const base = (phone ? '/m' : '') + '/passkeys';
  const told = document.getElementById('passkey-told');
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const say = (message) => { if (told) { told.textContent = message; told.hidden = !message; } };
  const post = async (path, body) => {
    const answer = await fetch(base + path, {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.message || '没有成功，请刷新后再试一次。');
    return said;
  };
  const listed = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const plain = (credential) => {
    const { response } = credential;
    const out = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      out.attestationObject = text(response.attestationObject);
      out.transports = response.getTransports ? response.getTransports() : [];
    } else {
      out.authenticatorData = text(response.authenticatorData);
      out.signature = text(response.signature);
      out.userHandle = text(response.userHandle);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: out,
      authenticatorAttachment: credential.authenticatorAttachment || undefined, clientExtensionResults: credential.getClientExtensionResults(),
    });
  };
  const signIn = async (place) => {
    const publicKey = await post('/request', {});
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.allowCredentials = listed(publicKey.allowCredentials);
    const said = await post('/sign-in', { credential: plain(await navigator.credentials.get({ publicKey })) });
    location.assign(place.dataset.back || said.to);
  };
  const add = async (place) => {
    const [name, password] = place.querySelectorAll('input');
    const publicKey = await post('/creation', { password: password ? password.value : '' });
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = listed(publicKey.excludeCredentials);
    const said = await post('/add', { credential: plain(await navigator.credentials.create({ publicKey })), name: name ? name.value : '' });
    show(place, said.codes || []);
  };
  // Shown once: the page is not left before the person says so.
  const show = (place, codes) => {
    if (codes.length === 0) {
      location.assign(place.dataset.next || location.pathname);
      return;
    }
    const list = document.createElement('div');
    list.className = 'note';
    list.dataset.recoveryCodes = '';
    const words = document.createElement('p');
    words.textContent = '通行密钥已添加。恢复代码：设备丢失时代替验证码，每个只能用一次。只显示这一次，请打印或抄下，放在别人拿不到的地方。';
    const lines = document.createElement('ol');
    lines.append(...codes.map((code) => {
      const line = document.createElement('li');
      line.append(Object.assign(document.createElement('code'), { textContent: code }));
      return line;
    }));
    const on = Object.assign(document.createElement('a'), { href: place.dataset.next || location.pathname, textContent: '已保存，继续', className: 'button' });
    list.append(words, lines, on);
    place.replaceChildren(list);
  };
  for (const place of document.querySelectorAll('[data-passkey]')) {
    const button = place.querySelector('button');
    if (!window.PublicKeyCredential || !window.isSecureContext) {
      place.hidden = true;
      continue;
    }
    button.addEventListener('click', async () => {
      say('');
      button.disabled = true;
      try {
        await (place.dataset.passkey === 'add' ? add(place) : signIn(place));
      } catch (fault) {
        // The browser's own words are English, and say no more than that it came to nothing.
        say(fault instanceof DOMException ? '没有使用通行密钥（已取消、超时，或本机没有本大厅的通行密钥）。' : fault.message);
      } finally {
        button.disabled = false;
      }
    });
  }
})();
