// What is typed into a form marked with data-draft is kept in this browser, by person and address, until it was taken, given
// up or signed out: an automatic reload, a restart of the server or a lunch break loses nothing. Never passwords, codes or files.
"use strict";
// Where the sign-in has ended: to the sign-in page of this face, and back here with what was typed.
window.hallSignIn = () => location.assign(`${location.pathname.startsWith("/m/") ? "/m" : ""}/sign-in?ended=1&back=${encodeURIComponent(location.pathname + location.search)}`);
(() => {
  const PREFIX = "hall.draft.", LONGEST = 24 * 3600 * 1000, SETTLES = 4000, SENT = "hall.draft-sent";
  const person = document.body.dataset.person;
  if (!person || window.hallDrafts) return;
  window.hallDrafts = true;
  const own = `${PREFIX}${person}.`;
  const told = document.getElementById("draft-told");
  const given = new WeakMap();
  let acted = null, isGiving = false, timer = 0;

  // A browser that keeps nothing still works.
  const read = key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => {
    try { if (value) localStorage.setItem(key, JSON.stringify(value)); else localStorage.removeItem(key); } catch { /* not kept */ }
  };
  const pageKey = (path = location.pathname) => own + path;
  const kept = key => read(key)?.forms ?? {};
  const keep = (key, forms) => write(key, Object.keys(forms).length ? { at: Date.now(), forms } : null);
  function forget(name, key = pageKey()) {
    const forms = kept(key);
    delete forms[name];
    keep(key, forms);
  }
  // Another person at this computer, or long ago: gone.
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(PREFIX)))
    if (!key.startsWith(own) || Date.now() - (read(key)?.at ?? 0) > LONGEST) write(key, null);

  const skipped = new Set(["password", "file", "search", "submit", "button", "reset", "hidden", "image"]);
  const isKept = field => field.matches?.("input, textarea, select") && !skipped.has(field.type) && !field.readOnly
    && !/one-time-code|off/.test(field.autocomplete) && !field.closest("[data-draft=off], .select, .dropdown-menu");
  const labelOf = field => field.name || field.getAttribute("aria-label") || field.closest("label")?.textContent.trim().slice(0, 40)
    || field.placeholder || field.type;
  // A select's label contains its options: only what stands before the field names it.
  const nameOf = field => (field.name || field.getAttribute("aria-label") || textBefore(field) || labelOf(field)) + (field.type === "radio" ? "=" + field.value : "");
  const textBefore = field => [...(field.closest("label")?.childNodes ?? [])]
    .filter(node => node !== field && !node.contains?.(field)).map(node => node.textContent.trim()).join(" ").trim().slice(0, 40);
  function fieldsOf(form) {
    const seen = {};
    return [...form.querySelectorAll("input, textarea, select")].filter(isKept).map(field => {
      const name = nameOf(field);
      seen[name] = (seen[name] ?? 0) + 1;
      return [`${name}#${seen[name]}`, field];
    });
  }
  const isTicked = field => field.type === "checkbox" || field.type === "radio";
  const valueOf = field => isTicked(field) ? field.checked : field.value;
  const formOf = name => [...document.querySelectorAll("[data-draft]")].find(form => form.dataset.draft === name);

  function note(event) {
    const form = event.target.closest?.("[data-draft]");
    if (isGiving || !form || form.dataset.draft === "off" || !isKept(event.target)) return;
    const [forms, name] = [kept(pageKey()), form.dataset.draft];
    // Somebody goes on writing: what was pressed before was not taken.
    if (acted?.name === name) acted = null;
    const fields = fieldsOf(form), field = fields.find(([, one]) => one === event.target);
    if (!field) return;
    forms[name] ??= {};
    // Of radio buttons one holds.
    if (event.target.type === "radio")
      for (const [key, one] of fields) if (one.type === "radio" && one.name === event.target.name) delete forms[name][key];
    forms[name][field[0]] = valueOf(field[1]);
    keep(pageKey(), forms);
    // What was typed here is newer than what was kept: it is not written over.
    if (!given.has(form)) given.set(form, new Map());
    given.get(form).set(field[0], 0);
  }

  // Gives back what was kept, as if it were typed. A choice that is not offered yet, or a field that comes later, waits.
  function giveBack() {
    let gave = false;
    for (const [name, values] of Object.entries(kept(pageKey()))) {
      const form = formOf(name);
      if (!form) continue;
      const done = given.get(form) ?? given.set(form, new Map()).get(form);
      for (const [key, field] of fieldsOf(form)) {
        // A page that was still reading may write over what was given back: for a while it is given again.
        if (!(key in values) || field.disabled || Date.now() - (done.get(key) ?? Date.now()) > SETTLES) continue;
        const value = values[key];
        if (field.tagName === "SELECT" && ![...field.options].some(option => option.value === value)) continue;
        if (!done.has(key)) done.set(key, Date.now());
        if (valueOf(field) === value) continue;
        isGiving = true;
        if (isTicked(field)) field.checked = value; else field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        isGiving = false;
        gave = true;
      }
    }
    if (gave && told) told.hidden = false;
  }

  // After a press in a form: refused, it stays; taken or given up, it is forgotten, as are fields that the page emptied.
  function settle() {
    if (!acted || document.getElementById("connection")?.open || document.getElementById("blazor-error-ui")?.style.display === "block") return;
    const { name, key } = acted, form = key === pageKey() ? formOf(name) : null;
    if (form && alertNow() && alertNow() !== acted.alert) { acted = null; return; }
    const note = noteNow();
    if (!form || (note && note !== acted.note)) {
      forget(name, key);
      acted = null;
      if (told) told.hidden = true;
      return;
    }
    const forms = kept(key), fields = new Map(fieldsOf(form));
    for (const [one, value] of Object.entries(forms[name] ?? {}))
      if (fields.has(one) && valueOf(fields.get(one)) !== value) delete forms[name][one];
    if (forms[name] && !Object.keys(forms[name]).length) delete forms[name];
    keep(key, forms);
  }

  // A form that loads the page anew tells what became of it when the next page is there.
  function settleSent() {
    let sent = null;
    try { sent = JSON.parse(sessionStorage.getItem(SENT)); } catch { /* nothing was noted */ }
    if (!sent) return;
    sessionStorage.removeItem(SENT);
    const isHere = sent.key === pageKey();
    if (!isHere || (!document.querySelector("main .alert") && document.querySelector("main .note"))) forget(sent.name, sent.key);
  }

  const noteNow = () => document.querySelector("main .note[role=status]")?.textContent ?? "";
  const alertNow = () => document.querySelector("main .alert")?.textContent ?? "";
  function press(control) {
    const form = control?.closest?.("[data-draft]");
    if (form && form.dataset.draft !== "off") acted = { name: form.dataset.draft, key: pageKey(), note: noteNow(), alert: alertNow() };
  }
  document.addEventListener("input", note, true);
  document.addEventListener("change", note, true);
  document.addEventListener("click", event => press(event.target.closest?.("button")), true);
  document.addEventListener("submit", event => {
    if (/\/sign-out$/.test(event.target.getAttribute("action") ?? "")) {
      for (const key of Object.keys(localStorage).filter(key => key.startsWith(PREFIX))) write(key, null);
      return;
    }
    press(event.target);
  }, true);
  // After the page's own scripts: what they send themselves, they tell themselves.
  addEventListener("submit", event => {
    if (event.defaultPrevented || event.target.method !== "post" || !acted) return;
    try { sessionStorage.setItem(SENT, JSON.stringify(acted)); } catch { /* not kept */ }
  });
  document.addEventListener("hall:taken", event => { if (event.target.dataset.draft) forget(event.target.dataset.draft); });
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { settle(); giveBack(); }, 120);
  };
  // Whoever leaves at once does not find again what was just taken.
  addEventListener("pagehide", settle);
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true, characterData: true });
  told?.querySelector("button").addEventListener("click", () => { write(pageKey(), null); location.reload(); });
  settleSent();
  later();
})();
