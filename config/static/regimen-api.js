// What the framework's page does not tell screen readers: its language, the names of buttons that show nothing but an
// arrow, and which label belongs to which field.
document.documentElement.lang ||= "en";
document.querySelectorAll("button[data-original-title], button[title]").forEach((button) => {
  if (!button.textContent.trim()) {
    button.setAttribute("aria-label", button.dataset.originalTitle || button.title);
  }
});
document.querySelectorAll(".form-group").forEach((group, number) => {
  const label = group.querySelector("label");
  const field = group.querySelector("input, select, textarea");
  if (label && field && !label.contains(field)) {
    field.id ||= `field-${number}`;
    label.htmlFor = field.id;
  }
});
