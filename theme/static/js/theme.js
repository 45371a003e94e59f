// The switch between day and „Nach Kassenschluss“. Without a click nothing is stored.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function remember(theme) {
  try {
    // Whoever chooses what the system says anyway has nothing to be remembered.
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}

export function addSwitch(list) {
  const button = document.createElement("button");
  button.type = "button";
  const name = () => {
    button.textContent = isDark() ? list.dataset.light : list.dataset.dark;
  };
  button.addEventListener("click", () => {
    const dark = !isDark();
    const chosen = dark === system.matches ? "" : dark ? "dark" : "light";
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    remember(chosen);
    name();
  });
  system.addEventListener("change", name);
  name();
  const item = document.createElement("li");
  item.append(button);
  list.append(item);
}

for (const list of document.querySelectorAll("[data-theme-switch]")) addSwitch(list);
