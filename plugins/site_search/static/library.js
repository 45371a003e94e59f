// Finds in the index what is looked for. Of the index, which lies in files that shards.py cut, only
// those are loaded that begin like the words.

import { withoutE } from "./folding.js";

const SHELVES = 4;
const WEIGHTS = 8;
const MOST_SHARDS = 3; // a word; more could only be wanted by one that has hardly begun
const SAME = 1;
const SAME_WITHIN = 0.75; // Rampe in Resterampe
const BEGINNING = 0.5; // Rampe in Rampenlicht
const BEGINNING_WITHIN = 0.35; // Rampe in Laderampenlicht

const fileName = (first) =>
  `w-${[...first].map((sign) => (/[a-z0-9]/.test(sign) ? sign : `_${sign.codePointAt(0).toString(16)}`)).join("")}.json`;

export class Library {
  // `url` ends in a slash, `firsts` is where each shard begins, `total` how much there is to find.
  constructor(url, firsts, total) {
    Object.assign(this, { url, firsts, total, files: new Map() });
  }

  // An array of {shelf, nr, score}, the best first; `all` says whether each has all the words.
  async find(words) {
    const scores = await Promise.all(words.map((word) => this.#scores(word)));
    const finds = new Map();
    for (const found of scores) {
      const rarity = Math.log(1 + this.total / found.size);
      for (const [place, score] of found) {
        const find = finds.get(place) ?? { shelf: place % SHELVES, nr: Math.floor(place / SHELVES), score: 0, words: 0 };
        find.score += score * rarity;
        find.words += 1;
        finds.set(place, find);
      }
    }
    const order = [...finds.values()].sort((one, other) => other.score - one.score || other.nr - one.nr);
    const complete = order.filter((find) => find.words === words.length);
    return { finds: complete.length ? complete : order, all: complete.length > 0 };
  }

  // The text an extract is cut from; `perFile` consecutive numbers share a file.
  async text(shelf, nr, perFile) {
    return (await this.#load(`${shelf}-${Math.floor(nr / perFile)}.json`))[nr] ?? "";
  }

  // How well each place answers to one word: Map of place to score.
  async #scores(word) {
    const scores = new Map();
    const note = (postings, share) => {
      for (const posting of postings) {
        const place = Math.floor(posting / WEIGHTS);
        const score = share * (1 + (posting % WEIGHTS));
        if (score > (scores.get(place) ?? 0)) scores.set(place, score);
      }
    };
    for (const shard of await this.#shards(word)) {
      for (const [entry, [whole, within]] of Object.entries(shard)) {
        if (entry === word) {
          note(whole, SAME);
          note(within, SAME_WITHIN);
        } else if (entry.startsWith(word)) {
          if (word.length > 2) note(whole, BEGINNING);
          if (word.length > 3) note(within, BEGINNING_WITHIN);
        }
      }
    }
    const shorter = withoutE(word);
    if (shorter) for (const shard of await this.#shards(shorter, 1)) if (Object.hasOwn(shard, shorter)) note(shard[shorter][0], SAME);
    return scores;
  }

  // The shards that may hold entries beginning with `word`.
  #shards(word, most = MOST_SHARDS) {
    const start = this.firsts.findLastIndex((first) => first <= word);
    let end = start + 1;
    while (end < this.firsts.length && end - start < most && this.firsts[end].startsWith(word)) end += 1;
    return Promise.all(this.firsts.slice(start, end).map((_first, offset) => this.#shard(start + offset)));
  }

  async #shard(number) {
    const { "": range, ...entries } = await this.#load(fileName(this.firsts[number]));
    const [first, end] = range;
    if (first !== this.firsts[number] || end !== (this.firsts[number + 1] ?? null)) {
      throw new Error("the index was cut anew since this page was loaded");
    }
    return entries;
  }

  #load(name) {
    if (!this.files.has(name)) {
      const loading = fetch(this.url + name).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      });
      loading.catch(() => this.files.delete(name)); // the next attempt may succeed
      this.files.set(name, loading);
    }
    return this.files.get(name);
  }
}
