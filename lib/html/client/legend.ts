/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** The boxes of arms, or of settings' values, in a part of the page. */
function boxesIn(part: ParentNode, of: "arms" | "settings"): HTMLInputElement[] {
  const selector = of === "arms" ? "input[data-settings]" : "input:not([data-settings])";
  return [...part.querySelectorAll<HTMLInputElement>(selector)];
}

/** The settings of the arm that a box is of. */
const settingsOf = ({ dataset }: HTMLInputElement) => (dataset["settings"] ?? "").split(",");

/** Hides the arms whose own box is empty, or that of one of their settings; the style sheet does the hiding. */
export function applyLegend(): void {
  const legend = document.getElementById("legend");
  if (legend === null) return;
  const without = new Set(boxesIn(legend, "settings").filter(({ checked }) => !checked).map(({ value }) => value));
  const arms = boxesIn(legend, "arms");
  const off = arms.filter((arm) => {
    const hidden = settingsOf(arm).some((setting) => without.has(setting));
    arm.closest("label")?.classList.toggle("without", hidden);
    return hidden || !arm.checked;
  });
  document.documentElement.setAttribute("data-off", off.map(({ value }) => value).join(" "));
  const shown = document.getElementById("arms-shown");
  if (shown !== null) shown.textContent = `${arms.length - off.length} of ${arms.length}`;
}

/** The places of the arms that a label is about. */
function placesOf(label: HTMLLabelElement): string[] {
  const [box] = label.querySelectorAll("input");
  const legend = label.closest("#legend");
  if (box === undefined || legend === null) return [];
  if (box.dataset["settings"] !== undefined) return [box.value];
  return boxesIn(legend, "arms").filter((arm) => settingsOf(arm).includes(box.value)).map(({ value }) => value);
}

/** Lets all lines fade but those that the pointer or the keyboard is at in the list of arms. */
function light(target: EventTarget | null): void {
  const label = target instanceof Element ? target.closest("#legend label") : null;
  if (label instanceof HTMLLabelElement) document.documentElement.setAttribute("data-lit", placesOf(label).join(" "));
  else document.documentElement.removeAttribute("data-lit");
}

/** Lets the reader hide arms, in every drawing at once, and find one arm's lines among the others. */
export function startLegend(): void {
  // A page that is loaded again may come with its boxes as the reader left them.
  applyLegend();
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.closest("#legend") !== null) applyLegend();
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const legend = target.closest("#legend");
    if (legend === null) return;
    for (const box of boxesIn(legend, "arms")) box.checked = target.value === "all";
    if (target.value === "all") { for (const box of boxesIn(legend, "settings")) box.checked = true; }
    applyLegend();
  });
  document.addEventListener("pointerover", ({ target }) => light(target), { passive: true });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible")) light(target);
  });
  document.addEventListener("focusout", () => light(null));
}
