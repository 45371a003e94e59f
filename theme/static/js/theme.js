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

function addSwitch(place) {
  const button = document.createElement("button");
  button.type = "button";
  const name = () => {
    button.textContent = isDark() ? place.dataset.light : place.dataset.dark;
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
  place.append(button);
}

document.querySelectorAll(".masthead__switch").forEach(addSwitch);
