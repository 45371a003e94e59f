// What a comment brings along that a machine would have to fetch for itself: when the form was taken
// up and, if the site demands it, work (ALTCHA). Loaded when somebody begins to write. Nothing here
// is needed: a comment without it waits for a person, as every comment does.

/* Asked for again before it expires (form time: 24 hours; work: 30 minutes). */
const FRESH_MS = 25 * 60_000;

/** Promises the fields to send along; `address` is the thread's pass. */
async function fetchPass(address) {
  const response = await fetch(address, { cache: "no-store", headers: { Accept: "application/json" } });
  if (!response.ok) return {};
  const { form_time, challenge } = await response.json();
  // Without a secure connection browsers hand out no SubtleCrypto; then no work is done.
  const altcha = challenge && globalThis.crypto?.subtle ? await solve(challenge) : null;
  return altcha ? { form_time, altcha } : { form_time };
}

/* Off the page's own thread, so that writing stays smooth. */
function solve(challenge) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("proof-worker.js", import.meta.url), { type: "module" });
    const end = (solution) => {
      worker.terminate();
      resolve(solution);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(null);
    worker.postMessage(challenge);
  });
}

/** The passes of one thread: begun at once, renewed when stale, each taken once. */
export function passFor(address) {
  let begun = 0;
  let pass = null;
  const begin = () => {
    begun = Date.now();
    pass = fetchPass(address).catch(() => ({}));
  };
  begin();
  return {
    /** Promises the fields for a comment that is sent now. */
    async fields() {
      if (Date.now() - begun > FRESH_MS) begin();
      return pass;
    },
    /** The pass was spent; the next comment needs another. */
    renew: begin,
  };
}
