// Who sits opposite, seeing the own top card and nobody's hand. `columns` has for each value, which
// is meant by its number, the strengths of all cards.

import { pick } from "./rules.js";

// The share of the other cards that a card beats in a value.
export const share = (column, card) =>
  column.filter((strength) => strength < column[card]).length / Math.max(column.length - 1, 1);

// The values of a card, the strongest first; of equals the first.
export const byStrength = (columns, card) =>
  [...columns.keys()].sort((a, b) => share(columns[b], card) - share(columns[a], card));

export const opponents = {
  zufall: { call: (columns, card, chance) => pick(columns.length, chance) },

  kenner: { call: (columns, card) => byStrength(columns, card)[0] },

  // Believes half of what he says: of two values that come to his mind he names the better.
  hochstapler: {
    call(columns, card, chance) {
      const minds = [pick(columns.length, chance), pick(columns.length, chance)];
      return byStrength(columns, card).find((kind) => minds.includes(kind));
    },
    // What he boasts of while the other thinks: mostly the value that must not be named.
    boast(columns, card, chance) {
      const kinds = byStrength(columns, card);
      return chance() < 2 / 3 ? kinds.at(-1) : kinds[0];
    },
  },
};

// A number as the impostor would like it to be: the best there is, give or take modesty.
export function claim({ lowest, highest, lowerWins }, chance) {
  const beyond = Math.round((highest - lowest) * (chance() * 0.3 - 0.12));
  return lowerWins ? lowest - beyond : highest + beyond;
}
