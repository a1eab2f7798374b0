/* Draws the charts of a page: each canvas names the JSON element that holds its data. */
(() => {
  "use strict";
  const charts = [];
  /* From the front to the back. */
  const LAYERS = ["line", "points", "bar"];
  const style = () => getComputedStyle(document.body);
  const colour = (name) => style().getPropertyValue(name).trim();
  const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Days as the reader's language writes them, without a time zone in between. */
  const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
  const wholeDay = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const isDay = (label) => /^\d{4}-\d\d-\d\d$/.test(label);
  const written = (format, label) => (isDay(label) ? format.format(new Date(`${label}T00:00:00Z`)) : label);

  function dataset(series, stacked) {
    const ink = colour(series.colour);
    const common = { label: series.label, data: series.values, borderColor: ink, backgroundColor: ink, order: LAYERS.indexOf(series.form) };
    if (series.form === "bar") {
      return { ...common, type: "bar", stack: stacked ? "all" : series.label, pointStyle: "rectRounded", borderRadius: stacked ? 0 : 3, maxBarThickness: 28, grouped: !stacked };
    }
    const isPoints = series.form === "points";
    return {
      ...common, type: "line", stack: series.label, spanGaps: true, showLine: !isPoints, borderWidth: series.dashed ? 1.5 : 2.5, pointStyle: isPoints ? "circle" : "line",
      borderDash: series.dashed ? [6, 4] : [], pointRadius: isPoints ? (series.values.length > 120 ? 1.5 : 2.5) : 0, pointHitRadius: 8, tension: 0, stepped: series.dashed ? "middle" : false,
    };
  }

  function options(data) {
    const soft = colour("--soft");
    const line = colour("--line");
    const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: data.places });
    return {
      animation: isStill() ? false : { duration: 300 },
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: data.stacked, grid: { display: false }, border: { color: line },
          ticks: { color: soft, maxRotation: 0, autoSkipPadding: 14, callback(value) { return written(shortDay, this.getLabelForValue(value)); } } },
        y: { stacked: data.stacked, beginAtZero: data.fromZero, grid: { color: line }, border: { display: false },
          ticks: { color: soft, maxTicksLimit: 6, callback: (value) => numbers.format(value) } },
      },
      plugins: {
        legend: { display: data.series.length > 1, align: "start", labels: { color: colour("--ink"), usePointStyle: true, boxHeight: 8 } },
        tooltip: {
          callbacks: {
            title: (items) => written(wholeDay, items[0].label),
            label: (item) => `${item.dataset.label}: ${numbers.format(item.parsed.y)} ${data.unit}`,
          },
        },
      },
    };
  }

  function draw(canvas) {
    const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    canvas.parentElement.hidden = false;
    const build = () => ({ labels: data.labels, datasets: data.series.map((series) => dataset(series, data.stacked)) });
    const chart = new Chart(canvas, { data: build(), options: options(data) });
    charts.push(() => {
      chart.data = build();
      chart.options = options(data);
      chart.update("none");
    });
  }

  Chart.defaults.font.family = style().fontFamily;
  document.querySelectorAll("canvas[data-chart]").forEach(draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((redraw) => redraw()));
})();
