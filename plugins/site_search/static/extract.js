// Shows where the words looked for stand: an extract of a text, and the hits in it marked.

import { plain, shortened, stem, withoutE } from "./folding.js";

const CHUNK = /[\p{L}\p{M}\p{N}\u00ad]+(?:[-‐‑][\p{L}\p{M}\p{N}\u00ad]+)*/gu;
const LENGTH = 220; // letters of an extract
const BEFORE = 70; // of them in front of the first hit
const MOST = 2; // extracts of one text, when the words stand far apart

// Which of the words a piece of text answers to, -1 for none.
export function reader(words) {
  const known = new Map();
  const answers = (form, word) => {
    const short = shortened(form);
    const own = stem(short);
    if (own === word || own === withoutE(word)) return true;
    if (word.length < 3) return false;
    if (short.startsWith(word)) return true;
    if (word.length === 3) return short.length > 5 && short.endsWith(word);
    return short.includes(word, 3) || form.includes(word, 3);
  };
  return (chunk) => {
    if (!known.has(chunk)) {
      const parts = plain(chunk).split(/[-‐]/);
      const forms = [...parts, parts.join("")];
      known.set(chunk, words.findIndex((word) => forms.some((form) => answers(form, word))));
    }
    return known.get(chunk);
  };
}

// Extracts of `text` that show as many of the words as they can, each a document fragment.
export function extracts(text, read) {
  const lines = text.split("\n").map((line) => ({ line, hits: hitsIn(line, read) }));
  const shown = new Set();
  const found = [];
  while (found.length < MOST) {
    const best = lines.map((each) => bestPart(each, shown)).reduce((one, other) => (other.gain > one.gain ? other : one));
    if (!best.gain) break;
    best.words.forEach((word) => shown.add(word));
    found.push(cut(best, read));
  }
  return found;
}

// Puts <mark> around the hits in an element's text.
export function markIn(element, read) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) if (hitsIn(node.data, read).length) node.replaceWith(marked(node.data, read));
}

function hitsIn(text, read) {
  return [...text.matchAll(CHUNK)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, word: read(match[0]) }))
    .filter((hit) => hit.word >= 0);
}

// Where in the line most words stand together that are not in `shown`.
function bestPart({ line, hits }, shown) {
  let best = { line, at: 0, words: new Set(), gain: 0 };
  for (const { start } of hits) {
    const near = hits.filter((hit) => hit.start >= start && hit.end <= start + LENGTH - BEFORE);
    const words = new Set(near.map((hit) => hit.word));
    const gain = [...words].filter((word) => !shown.has(word)).length;
    if (gain > best.gain) best = { line, at: start, words, gain };
  }
  return best;
}

function cut({ line, at }, read) {
  let start = 0;
  let end = line.length;
  if (line.length > LENGTH) {
    start = at <= BEFORE ? 0 : line.indexOf(" ", at - BEFORE) + 1;
    if (start > at) start = at;
    if (end - start < LENGTH) start = Math.min(start, line.indexOf(" ", end - LENGTH) + 1);
    if (start + LENGTH < end) end = Math.max(line.lastIndexOf(" ", start + LENGTH), at);
    if (end <= at) end = Math.min(line.length, start + LENGTH);
  }
  return marked(`${start ? "… " : ""}${line.slice(start, end)}${end < line.length ? " …" : ""}`, read);
}

function marked(text, read) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const { start, end } of hitsIn(text, read)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    fragment.append(text.slice(done, start), mark);
    done = end;
  }
  fragment.append(text.slice(done));
  return fragment;
}
