// Shows how far a large download is.  Without it, or where it fails, the link downloads as links do.
"use strict";

const MEGABYTE = 1024 * 1024;
// What a tab can hold in its memory; larger files are the browser's own business.
const LARGEST = 500 * MEGABYTE;

function size(bytes) {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

async function read(response, told) {
  const total = Number(response.headers.get("Content-Length")) || 0;
  const reader = response.body.getReader();
  const pieces = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return new Blob(pieces, { type: "application/zip" });
    }
    pieces.push(value);
    received += value.length;
    told(received, total);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function nameOf(response) {
  const found = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") || "");
  return found ? found[1] : "regimen.zip";
}

async function download(place, link) {
  const status = place.querySelector("[data-download-status]");
  const bar = place.querySelector("[data-download-progress]");
  bar.hidden = false;
  bar.removeAttribute("value");
  status.textContent = "Preparing the file. This takes a moment if you have many photos.";
  const response = await fetch(link.href, { credentials: "same-origin" });
  if (!response.ok || response.headers.get("Content-Type") !== "application/zip") {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const said = page.querySelector(".messages");
    bar.hidden = true;
    status.textContent = said ? said.textContent.trim() : "";
    if (!said) {
      window.location.assign(response.url);
    }
    return;
  }
  if (Number(response.headers.get("Content-Length")) > LARGEST) {
    await response.body.cancel();
    bar.hidden = true;
    status.textContent = "The browser downloads the file; look at its list of downloads.";
    window.location.assign(link.href);
    return;
  }
  const blob = await read(response, (received, total) => {
    if (total) {
      bar.max = total;
      bar.value = received;
      status.textContent = `${size(received)} of ${size(total)} (${Math.floor((100 * received) / total)} %)`;
    } else {
      status.textContent = size(received);
    }
  });
  save(blob, nameOf(response));
  bar.hidden = true;
  status.textContent = `Done: ${size(blob.size)}.`;
}

for (const place of document.querySelectorAll("[data-download]")) {
  const link = place.querySelector("a[download]");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !window.ReadableStream || place.dataset.busy) {
      return;
    }
    event.preventDefault();
    place.dataset.busy = "yes";
    download(place, link)
      .catch(() => window.location.assign(link.href))
      .finally(() => delete place.dataset.busy);
  });
}
