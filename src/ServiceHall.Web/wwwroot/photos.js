// Photos of a finding: made smaller on a canvas, which also drops the position they were taken at, then uploaded one
// after the other with progress. The page (NewFindingPage) shows them.
const longest = 2048;
let count = 0;

export function watch(input, page) {
  let last = Promise.resolve();
  // A picture that is drawn needs its file in memory no longer; the document may stay open all day.
  input.closest(".photos").addEventListener("load", (event) => URL.revokeObjectURL(event.target.src), true);
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    for (const file of files) last = last.then(() => take(file, page));
  });
}

async function take(file, page) {
  const key = `photo-${++count}`;
  let blob;
  try {
    blob = await smaller(file);
  } catch {
    if (await page.invokeMethodAsync("Chosen", key, ""))
      await page.invokeMethodAsync("Failed", key, "无法读取这张照片，请换一张。");
    return;
  }
  const picture = URL.createObjectURL(blob);
  if (!await page.invokeMethodAsync("Chosen", key, picture)) {
    URL.revokeObjectURL(picture);
    return;
  }
  try {
    await page.invokeMethodAsync("Uploaded", key, await upload(blob, (percent) => page.invokeMethodAsync("Progress", key, percent)));
  } catch (fault) {
    await page.invokeMethodAsync("Failed", key, fault.message);
  }
}

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob) throw new Error("no picture");
  return blob;
}

function upload(blob, progress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/desk/photos");
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => request.status === 200 && request.response?.id
      ? done(request.response.id)
      : fail(new Error(request.response?.message ?? "照片没有上传成功，请删去后重新添加。"));
    request.onerror = () => fail(new Error("网络中断，照片没有上传。请删去后重新添加。"));
    request.send(blob);
  });
}
