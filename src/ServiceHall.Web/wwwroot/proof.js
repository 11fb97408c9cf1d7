"use strict";

// A file that the server would refuse is refused before it is sent, so that what was written beside it is not lost.
const MOST = 10 * 1024 * 1024;

for (const input of document.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => {
    const file = input.files[0];
    input.setCustomValidity(!file ? "" : file.size > MOST ? "附件超过 10 MB。请换一个较小的文件，或拍照上传。"
      : file.size === 0 ? "附件是空的（0 字节）。请重新拍摄或另选文件。" : "");
    input.reportValidity();
  });
}
