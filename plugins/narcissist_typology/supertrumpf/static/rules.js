// The rules of Supertrumpf, from one state of the table to the next: card for card those of
// balance/game.py, where they are explained.

// Random numbers that depend on the words alone: FNV-1a makes the seed, mulberry32 the rest.
export function lot(words) {
  let seed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words)) seed = Math.imul(seed ^ byte, 0x01000193);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

export const pick = (size, chance) => Math.floor(chance() * size);

// The numbers below `size` in random order (Fisher–Yates).
export function shuffled(size, chance) {
  const cards = [...Array(size).keys()];
  for (let last = size - 1; last > 0; last--) {
    const other = pick(last + 1, chance);
    [cards[last], cards[other]] = [cards[other], cards[last]];
  }
  return cards;
}

// Equally many cards for everybody, in blocks; what does not divide stays in the box.
export function deal(cards, players, caller) {
  const each = Math.floor(cards.length / players);
  const hands = Array.from({ length: players }, (_, seat) => cards.slice(seat * each).slice(0, each));
  return { hands, caller, middle: [], rounds: 0, taker: null };
}

// One round. `strengths` has the named value of every card; the higher wins.
export function playRound({ hands, caller, middle, rounds }, strengths) {
  const seats = [...hands.keys()].filter((seat) => hands[seat].length);
  const top = (seat) => hands[seat][0];
  const best = Math.max(...seats.map((seat) => strengths[top(seat)]));
  const [taker, ...equals] = seats.filter((seat) => strengths[top(seat)] === best);
  const left = hands.map((hand) => hand.slice(1));
  rounds++;

  if (!equals.length) {
    const others = seats.filter((seat) => seat !== taker);
    left[taker].push(...middle, top(taker), ...others.map(top));
    return { hands: left, caller: taker, middle: [], rounds, taker };
  }

  middle = [...middle, ...seats.map(top)];
  const seated = seats.filter((seat) => left[seat].length);
  if (seated.length === 1) left[seated[0]].push(...middle.splice(0));
  while (seated.length && !left[caller].length) caller = (caller + 1) % left.length;
  return { hands: left, caller, middle, rounds, taker: null };
}

export const isOver = ({ hands, rounds }, mostRounds) =>
  rounds >= mostRounds || hands.filter((hand) => hand.length).length < 2;

// The seat with the most cards, null when several have.
export function leader({ hands }) {
  const sizes = hands.map((hand) => hand.length);
  const most = Math.max(...sizes);
  return sizes.indexOf(most) === sizes.lastIndexOf(most) ? sizes.indexOf(most) : null;
}
