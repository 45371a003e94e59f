// Runs before the first paint, so that a reader who chose the dark is never dazzled.
// The choice is in the browser only if the reader once made one (theme.js).
try {
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's preference holds.
}
