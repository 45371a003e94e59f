// One form for what a reader may type for a word: möchtegern, moechtegern, Mochtegern.
// The same as folding.py and words.py, which made the index; a test compares them word by word.

const CHUNK = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*/gu;
const LEAST = 4;

export const plain = (text) =>
  text
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/\u00ad/g, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase();

export const shortened = (word) => word.replace(/ae/g, "a").replace(/oe/g, "o").replace(/ue/g, "u");

export function stem(folded) {
  for (;;) {
    let shorter;
    if (folded.length >= LEAST + 2 && /e[mr]$/.test(folded)) shorter = folded.slice(0, -2);
    else if (folded.length > LEAST && /[ens]$/.test(folded)) shorter = folded.slice(0, -1);
    else if (folded.length > LEAST + 1 && folded.endsWith("t")) shorter = folded.slice(0, -1);
    else return folded;
    if (shorter === "seit" || shorter === "weil") return folded;
    folded = shorter;
  }
}

// What is looked for when `text` is typed: each word once, in the form the index has it.
export function wanted(text) {
  const words = (plain(text).match(CHUNK) ?? []).flatMap((chunk) => chunk.split(/[-‐]/));
  return [...new Set(words.filter((word) => word.length > 1).map((word) => stem(shortened(word))))];
}

// Tage and Tag would be one word, if a stem could have three letters.
export const withoutE = (word) => (word.length === LEAST && word.endsWith("e") ? word.slice(0, -1) : "");
