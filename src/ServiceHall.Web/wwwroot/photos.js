// Photos of a form: made smaller on a canvas, which also drops the position they were taken at, kept in this browser, and sent
// over HTTP, one after the other, until the server has them and the page knows. The page's own connection is needed for none of
// it: a phone that opens its camera loses that. What is under way is shown here; what is there, by the page (NewFindingPage).
const LONGEST = 2048, PAUSE = 3000, STALLED = 30000, STORE = "photos";

// One queue for the document: a page that opens anew goes on with what the last one left.
let queue = [], owner = "", box = null, page = null, isPumping = false, turns = 0, database = null;

export function watch(input, waiting, opened, person) {
  [box, page] = [waiting, opened];
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    for (const file of files) add(file);
  });
  if (owner !== person) begin(person);
  else { for (const photo of queue) show(photo); tellCount(); pump(); }
}

async function begin(person) {
  [owner, queue] = [person, []];
  // Somebody else's photos, left on this computer, are nobody's.
  for (const kept of await all()) {
    if (kept.person === person) enqueue({ ...kept, picture: URL.createObjectURL(kept.blob) });
    else forget(kept.key);
  }
  pump();
}

function enqueue(photo) {
  queue.push(photo);
  show(photo);
  tellCount();
}

async function add(file) {
  const photo = { key: uuid(), person: owner, text: "正在处理……" };
  if (queue.filter(one => !one.isOver).length >= Number(box.dataset.room)) { photo.isOver = true; photo.text = "照片已满，这张没有添加。"; }
  enqueue(photo);
  if (photo.isOver) return;
  try {
    photo.blob = await smaller(file);
    photo.picture = URL.createObjectURL(photo.blob);
    photo.text = "等待上传";
    await keep(photo);
  } catch {
    photo.isOver = true;
    photo.text = file.size ? "无法读取这张照片，请换一张。" : "这个文件是空的（0 字节），请重新拍摄或换一张。";
  }
  show(photo);
  tellCount();
  pump();
}

// Nothing that happens to one photo stops the others, and none is given up while it may still arrive.
async function pump() {
  if (isPumping) return;
  isPumping = true;
  for (let next; (next = queue.find(photo => photo.blob && !photo.isOver)); ) {
    const done = await attempt(next).catch(() => wait(next, "已上传，正在等待页面恢复……"));
    if (!done) await new Promise(go => { setTimeout(go, PAUSE); addEventListener("online", go, { once: true }); });
  }
  isPumping = false;
}

async function attempt(photo) {
  if (!photo.isThere) {
    const answer = await send(photo);
    if (answer.status === 401) return wait(photo, "登录已结束。照片已保存在本机，重新登录后自动继续上传。");
    if (answer.status === 0) return wait(photo, "网络中断，照片已保存在本机，恢复后自动继续上传。");
    if (answer.status >= 500 || answer.status === 429) return wait(photo, "服务暂时中断，照片已保存在本机，稍后自动继续上传。");
    if (answer.status !== 200) {
      end(photo, answer.message || "照片没有上传成功，请删去后重新添加。");
      return true;
    }
    photo.isThere = true;
    say(photo, "已上传，正在等待页面恢复……", 100);
  }
  if (await ask("Uploaded", photo.key)) remove(photo); else end(photo, "照片已满，这张没有添加。");
  return true;
}

function send(photo) {
  return new Promise(done => {
    const request = new XMLHttpRequest();
    let moved = Date.now();
    const clock = setInterval(() => { if (Date.now() - moved > STALLED) request.abort(); }, 1000);
    const end = (status, message) => { clearInterval(clock); done({ status, message }); };
    request.open("POST", `/desk/photos?key=${photo.key}`);
    request.responseType = "json";
    request.upload.onprogress = event => { moved = Date.now(); say(photo, "", Math.round((event.loaded / event.total) * 100)); };
    request.onload = () => end(request.status, request.response?.message);
    request.onerror = request.onabort = request.ontimeout = () => end(0);
    photo.request = request;
    request.send(photo.blob);
  });
}

function wait(photo, text) { say(photo, text); return false; }

function end(photo, text) {
  photo.isOver = true;
  say(photo, text);
  forget(photo.key);
  tellCount();
}

function remove(photo) {
  queue = queue.filter(one => one !== photo);
  photo.request?.abort();
  photo.figure?.remove();
  if (photo.picture) URL.revokeObjectURL(photo.picture);
  forget(photo.key);
  tellCount();
}

// The page answers nothing while its connection is lost: it is told until it does, and only the last count.
async function tellCount() {
  const turn = ++turns;
  while (turn === turns) {
    const isTold = await ask("Uploading", queue.filter(photo => !photo.isOver).length).then(() => true, () => false);
    if (isTold) return;
    await new Promise(go => setTimeout(go, PAUSE));
  }
}

function ask(what, value) {
  const late = new Promise((_, no) => setTimeout(() => no(new Error("已上传，正在等待页面恢复……")), PAUSE));
  return Promise.race([page.invokeMethodAsync(what, value), late]);
}

function show(photo) {
  if (!photo.figure) {
    photo.figure = document.createElement("figure");
    photo.figure.append(document.createElement("img"), document.createElement("figcaption"), document.createElement("button"));
    const button = photo.figure.lastChild;
    button.type = "button";
    button.className = "btn btn-sm btn-light";
    button.textContent = "×";
    button.setAttribute("aria-label", "删去这张照片");
    button.addEventListener("click", () => remove(photo));
  }
  if (photo.figure.parentNode !== box) box.append(photo.figure);
  const image = photo.figure.firstChild;
  image.hidden = !photo.picture;
  image.alt = "照片";
  if (photo.picture && image.src !== photo.picture) image.src = photo.picture;
  say(photo, photo.text);
}

function say(photo, text, percent) {
  photo.text = text;
  const caption = photo.figure?.querySelector("figcaption");
  if (!caption) return;
  caption.className = text && percent === undefined ? "fault" : "";
  caption.textContent = text;
  if (percent === undefined) return;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = percent;
  caption.append(bar);
}

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob) throw new Error("no picture");
  return blob;
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  [b[6], b[8]] = [b[6] & 15 | 64, b[8] & 63 | 128];
  return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
}

// The browser's own store. Where it keeps nothing (a private window), photos live as long as the page.
function store(mode, act) {
  database ??= new Promise((done, fail) => {
    const open = indexedDB.open("hall", 1);
    open.onupgradeneeded = () => open.result.createObjectStore(STORE, { keyPath: "key" });
    open.onsuccess = () => done(open.result);
    open.onerror = () => fail(open.error);
  });
  return database.then(db => new Promise((done, fail) => {
    const request = act(db.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  }));
}
const all = () => store("readonly", photos => photos.getAll()).catch(() => []);
const keep = photo => store("readwrite", photos => photos.put({ key: photo.key, person: photo.person, blob: photo.blob })).catch(() => null);
const forget = key => store("readwrite", photos => photos.delete(key)).catch(() => null);
