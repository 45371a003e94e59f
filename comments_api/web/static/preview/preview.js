// A preview loads itself again when something is new. The browser keeps the place on the page.
const shown = new URL(import.meta.url).searchParams.get("version");
const PAUSE = 250; // milliseconds

/** Whether somebody is writing in a form: then nothing is loaded that would throw it away. */
function writing() {
  return [...document.querySelectorAll("input, textarea")].some((field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.type !== "hidden" && field.value !== field.defaultValue;
  });
}

async function look() {
  try {
    const answer = await fetch("/redaktion/version", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== shown && !writing()) {
      location.reload();
      return;
    }
  } catch {
    // The preview is being started again.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
