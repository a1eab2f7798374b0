// Moves the bar of an import, and shows the page anew when it is over.
"use strict";
{
  const bar = document.querySelector("progress[data-progress]");
  const words = document.querySelector("[data-progress-words]");
  const look = async () => {
    let pause = 1000;
    try {
      const answer = await fetch(bar.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const run = await answer.json();
      if (!run.is_under_way) return location.reload();
      if (run.total) {
        bar.max = run.total;
        bar.value = run.done;
        words.textContent = `${run.done} of ${run.total}`;
      }
    } catch {
      pause = 5000;  // the server may be starting again
    }
    setTimeout(look, pause);
  };
  if (bar) setTimeout(look, 1000);
}
