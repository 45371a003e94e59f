// The search page. What can be found stands on it already, on shelves; a search leaves there what
// answers to it, the best first, with extracts. When anything fails, everything stays.

import { extracts, markIn, reader } from "./extract.js";
import { wanted } from "./folding.js";
import { Library } from "./library.js";

const PAUSE = 200; // ms after the last key
const LEAST_TYPED = 3; // letters, before somebody who is still typing gets an answer
const AT_ONCE = 6; // finds shown of a shelf, and shown more on request

const form = document.querySelector("form.search");
const field = form.elements.q;
const status = document.querySelector(".search__status");
const more = document.querySelector("template[data-more]").content.firstElementChild;
const shelves = [...document.querySelectorAll(".shelf")].map((section) => {
  const list = section.querySelector(".shelf__list");
  const items = [...list.children];
  return {
    section,
    list,
    items,
    byNumber: new Map(items.map((item) => [Number(item.dataset.nr), item])),
    count: section.querySelector(".shelf__count"),
    button: null,
  };
});
const library = new Library(
  form.dataset.index,
  form.dataset.firsts.split(" "),
  shelves.reduce((sum, shelf) => sum + shelf.items.length, 0),
);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const number = (value) => value.toLocaleString(document.documentElement.lang);
const amount = (section, count) =>
  count === 1 ? section.dataset.one : fill(section.dataset.many, { count: number(count) });

function showEverything() {
  for (const shelf of shelves) {
    shelf.button?.remove();
    shelf.list.replaceChildren(...shelf.items);
    shelf.count.textContent = number(shelf.items.length);
    shelf.section.hidden = false;
  }
}

function show(finds, read) {
  shelves.forEach((shelf, place) => {
    const nrs = finds.filter((find) => find.shelf === place).map((find) => find.nr);
    const items = nrs.map((nr) => shelf.byNumber.get(nr)).filter(Boolean);
    shelf.button?.remove();
    shelf.list.replaceChildren();
    shelf.count.textContent = number(items.length);
    shelf.section.hidden = !items.length;
    showMore(shelf, items, read);
  });
}

// Put the next of `items` on the shelf; the first of them that was put there.
function showMore(shelf, items, read) {
  const next = items.slice(0, AT_ONCE).map((item) => item.cloneNode(true));
  const rest = items.slice(AT_ONCE);
  shelf.list.append(...next);
  for (const item of next) {
    for (const part of item.querySelectorAll(".shelf__title, .shelf__aside, .shelf__facts")) markIn(part, read);
    addExtract(shelf, item, read);
  }
  shelf.button?.remove();
  if (rest.length) {
    shelf.button = more.cloneNode(true);
    shelf.button.textContent = fill(more.textContent, { count: number(rest.length) });
    shelf.button.addEventListener("click", () => linkIn(showMore(shelf, rest, read)).focus());
    shelf.list.after(shelf.button);
  }
  return next[0];
}

async function addExtract({ section, list }, item, read) {
  const text = await library
    .text(section.dataset.shelf, Number(item.dataset.nr), Number(section.dataset.perFile))
    .catch(() => ""); // the find is shown without
  const parts = extracts(text, read);
  if (!parts.length) return;
  const extract = item.querySelector(".shelf__extract") ?? document.createElement("p");
  extract.className = "shelf__extract";
  extract.replaceChildren(...parts.flatMap((part, place) => (place ? [" ", part] : [part])));
  if (list.contains(item)) item.append(extract);
}

let latest = 0;

async function search(text) {
  const question = ++latest;
  const words = wanted(text);
  if (!words.length) {
    showEverything();
    status.textContent = text.trim() ? form.dataset.short : "";
    return;
  }
  try {
    const { finds, all } = await library.find(words);
    if (question !== latest) return;
    const query = text.trim();
    if (finds.length) {
      show(finds, reader(words));
      const counts = shelves
        .map(({ section }, place) => [section, finds.filter((find) => find.shelf === place).length])
        .filter(([, count]) => count)
        .map(([section, count]) => amount(section, count));
      status.textContent = fill(all ? form.dataset.found : form.dataset.partly, { query, finds: counts.join(", ") });
    } else {
      showEverything();
      status.textContent = fill(form.dataset.none, { query });
    }
  } catch {
    if (question !== latest) return;
    showEverything();
    status.textContent = form.dataset.failed;
  }
}

function remember(text) {
  const address = new URL(location);
  if (text.trim()) address.searchParams.set("q", text.trim());
  else address.searchParams.delete("q");
  address.hash = "";
  history.replaceState(history.state, "", address);
}

let typing = 0;

function ask() {
  clearTimeout(typing);
  remember(field.value);
  search(field.value);
}

field.addEventListener("input", () => {
  clearTimeout(typing);
  const length = field.value.trim().length;
  if (!length || length >= LEAST_TYPED) typing = setTimeout(ask, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

const linkIn = (item) => item.querySelector(".shelf__title a");

// Arrows lead through the finds, Escape back to the field.
document.querySelector("main").addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = shelves.filter((shelf) => !shelf.section.hidden).flatMap(({ list }) => [...list.children].map(linkIn));
  const stops = [field, ...links];
  const here = stops.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Escape: here > 0 ? 0 : -1 };
  const next = here < 0 ? null : stops[steps[event.key]];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

form.hidden = false;
field.value = new URL(location).searchParams.get("q") ?? "";
if (field.value) search(field.value);
