// Buttons with data-copy="id" copy the text of that element.  Without JavaScript they stay hidden.
"use strict";

async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
    return;
  } catch {
    // Without https there is none, and a browser may refuse it: then it can only be reached by a selection.
  }
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const element = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const before = label.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    label.textContent = await copied(element).then(() => "Copied", () => "Select and copy");
    setTimeout(() => { label.textContent = before; }, 2000);
  });
}
