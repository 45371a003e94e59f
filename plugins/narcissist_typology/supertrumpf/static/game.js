// The table. A game is its lot, the opponent and what was called so far; the first two stand in the
// address, and nothing is stored.

import { claim, opponents, share } from "./opponents.js";
import { deal, isOver, leader, lot, pick, playRound, shuffled } from "./rules.js";

const root = document.querySelector("[data-game]");
const { kinds, values, lowest, highest, mostRounds } = JSON.parse(root.dataset.game);
const words = JSON.parse(root.dataset.words);
const columns = kinds.map(({ lowerWins }, kind) =>
  values.map((card) => (lowerWins ? -card[kind] : card[kind])),
);

const all = (selector, within = root) => [...within.querySelectorAll(selector)];
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const [me, them, next] = ["me", "them", "next"].map(part);
const cards = all("template").map((template) => template.content.firstElementChild);
const [ME, THEM] = [0, 1];

let ticket; // the lot: any words
let who; // the opponent: a name in the address,
let player; // what he does,
let voice; // and what he says; outcomes are named as he sees them
let game;
let step; // "choice" → "call" or "called" → "turned" → … → "choice"
let chance; // of this round: same lot, same opponent, same small talk
let called; // the number of the value
let boast; // what the opponent has made up: { kind, number, claim }

const top = (seat) => game.hands[seat][0];
const nameOf = (card) => cards[card].querySelector(".card__name").textContent;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const say = (when, facts) => fill(voice[when][pick(voice[when].length, chance)], facts);

// What is the case, and what the opponent says to it, if anything.
function tell(place, facts, speech = "") {
  part(`${place}-facts`).textContent = facts;
  part(`${place}-speech`).textContent = speech;
}

// Puts a card, or none, before a seat, and gives its rows.
function show(seat, label, card) {
  seat.setAttribute("aria-label", label);
  seat.replaceChildren(...(card === undefined ? [] : [cards[card].cloneNode(true)]));
  return all(".card__values > div", seat);
}

const showMine = () => show(me, fill(words.mine, { card: nameOf(top(ME)) }), top(ME));

function offer(row, kind) {
  const label = row.querySelector("dt");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.key = kind + 1;
  button.setAttribute("aria-keyshortcuts", kind + 1);
  button.setAttribute("aria-label", `${kinds[kind].label}: ${values[top(ME)][kind]}`);
  button.append(...label.childNodes);
  button.addEventListener("click", () => turnOver(kind));
  label.append(button);
}

// The next step is taken with the button `label` or, without one, by calling a value.
function goOn(to, label = "") {
  root.dataset.step = step = to;
  next.textContent = label;
  next.hidden = !label;
  part("keys").hidden = label;
  (label ? next : me).focus({ preventScroll: !label });
  const [mine, theirs] = game.hands;
  for (const [name, pile] of Object.entries({ mine, theirs, middle: game.middle })) {
    part(name).textContent = pile.length;
    root.style.setProperty(`--${name}`, pile.length);
  }
}

function begin(opponent) {
  who = opponent;
  player = opponents[who];
  voice = words[who];
  game = deal(shuffled(values.length, lot(ticket)), 2, ME);
  history.replaceState(null, "", `?${new URLSearchParams({ los: ticket, gegner: who })}`);
  part("face").replaceChildren(root.querySelector(`[data-opponent="${who}"] svg`).cloneNode(true));
  part("name").textContent = voice.name;
  part("share").hidden = true;
  setOut(true);
  turn();
  root.scrollIntoView();
}

function makeUp(kind) {
  const number = claim({ lowest, highest, ...kinds[kind] }, chance);
  // An en dash for the minus, which would be the one rare letter, and need a typeface later.
  boast = { kind, number, claim: String(number).replace("-", "–") };
}

function turn() {
  const facts = { round: game.rounds + 1, opponent: voice.name };
  chance = lot(`${ticket}/${who}/${facts.round}`);
  const rows = showMine();
  show(them, words.theirs);
  if (game.caller === ME) {
    rows.forEach(offer);
    if (player.boast) makeUp(player.boast(columns, top(THEM), chance));
    const speech = player.boast && say("boast", { ...boast, label: kinds[boast.kind].label });
    tell("talk", fill(words.yourCall, facts), speech);
    goOn("call");
  } else {
    called = player.call(columns, top(THEM), chance);
    makeUp(called);
    rows[called].classList.add("trumpf__called");
    facts.label = kinds[called].label;
    facts.percent = Math.round(share(columns[called], top(THEM)) * 100);
    tell("talk", fill(words.theirCall, facts), say("call", { ...facts, ...boast }));
    goOn("called", words.turn);
  }
}

function turnOver(kind) {
  const { label, lowerWins } = kinds[kind];
  const [mine, theirs] = [ME, THEM].map((seat) => values[top(seat)][kind]);
  const card = nameOf(top(THEM));
  const facts = { ...boast, label, mine, theirs, card, opponent: voice.name };
  for (const rows of [showMine(), show(them, card, top(THEM))]) {
    rows[kind].classList.add("trumpf__called");
  }
  facts.count = game.middle.length + 2;
  game = playRound(game, columns[kind]);
  const outcome = ["lost", "won"][game.taker] ?? "tie";
  const short = lowerWins ? theirs > boast?.number : theirs < boast?.number;
  const caught = voice.caught && boast.kind === kind && short && chance() < 0.6;
  const lines = [words.turned, lowerWins ? words.lower : "", words[outcome]];
  tell("talk", fill(lines.join(" "), facts), say(caught ? "caught" : outcome, facts));
  root.dataset.outcome = outcome;
  goOn("turned", words.next);
}

function end() {
  const [mine, theirs] = game.hands.map((hand) => hand.length);
  const outcome = ["defeat", "victory"][leader(game)] ?? "tie";
  const facts = { rounds: game.rounds, count: mine + theirs, mine, theirs, opponent: voice.name };
  tell("end", fill(words[mine && theirs ? "counted" : outcome], facts), say(outcome, facts));
  choose();
  part("end").focus();
}

function choose(chosen = String(100000 + pick(900000, Math.random))) {
  root.dataset.step = step = "choice";
  part("lot").textContent = ticket = chosen;
  setOut(false);
}

// Cards on the table, or an opponent to choose; either way the last game can be sent.
function setOut(playing) {
  for (const name of ["table", "quit"]) part(name).hidden = !playing;
  part("choice").hidden = playing;
  part("foot").hidden = !game;
}

function proceed() {
  if (step === "called") turnOver(called);
  else if (step === "turned") isOver(game, mostRounds) ? end() : turn();
}

async function send() {
  const link = part("link");
  part("share").hidden = false;
  link.value = location.href;
  link.select();
  part("note").textContent = words.selected;
  await navigator.clipboard.writeText(link.value);
  part("note").textContent = words.copied;
}

next.addEventListener("click", proceed);
part("send").addEventListener("click", () => send().catch(() => {})); // then it is selected
part("quit").addEventListener("click", end);
for (const button of all("[data-opponent]")) {
  button.addEventListener("click", () => begin(button.dataset.opponent));
}
root.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input")) return;
  const kind = Number(event.key) - 1;
  if (step === "call" && kind in kinds) turnOver(kind);
  else if (event.key === "Enter" && !event.target.closest("button")) proceed();
});

root.hidden = false;
const asked = new URLSearchParams(location.search);
choose(asked.get("los")?.trim().slice(0, 40) || undefined);
if (Object.hasOwn(opponents, asked.get("gegner") ?? "")) begin(asked.get("gegner"));
