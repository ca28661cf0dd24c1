/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Hides the arms whose boxes are not checked, in every drawing at once; the style sheet does the hiding. */
export function startLegend(): void {
  const apply = () => {
    const boxes = document.querySelectorAll<HTMLInputElement>("#legend input");
    const off = [...boxes].filter(({ checked }) => !checked).map(({ value }) => value);
    document.documentElement.setAttribute("data-off", off.join(" "));
  };
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.closest("#legend") !== null) apply();
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || target.closest("#legend") === null) return;
    for (const box of document.querySelectorAll<HTMLInputElement>("#legend input")) {
      box.checked = target.value === "all";
    }
    apply();
  });
}
