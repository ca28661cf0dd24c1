/// <reference lib="dom" />
import { byId } from "./dom.ts";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = typeof THEMES[number];

const KEY = "sepo-theme";

/** What was chosen before; a page in a file may be denied to remember anything. */
function remembered(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? "auto";
  } catch {
    return "auto";
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch { /* the choice holds until the page is closed */ }
}

/** Lets the reader choose between light, dark and what the system says. */
export function startTheme(): void {
  const select = byId("theme", HTMLSelectElement);
  const apply = (theme: Theme) => document.documentElement.setAttribute("data-theme", theme);
  select.value = remembered();
  apply(remembered());
  select.addEventListener("change", () => {
    const theme = THEMES.find((theme) => theme === select.value) ?? "auto";
    apply(theme);
    remember(theme);
  });
}
