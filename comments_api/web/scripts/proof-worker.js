// Solves an ALTCHA challenge (version 2, PBKDF2): tries numbers until the derived key begins as it
// should. The browser's own SubtleCrypto does the work.

const ROUND = 64;

const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function derive({ algorithm, cost, keyLength, nonce, salt }, counter) {
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const kind = { name: "PBKDF2", hash: algorithm.split("/")[1], salt, iterations: cost };
  return new Uint8Array(await crypto.subtle.deriveBits(kind, key, keyLength * 8));
}

async function solve(challenge) {
  const { keyPrefix, ...rest } = challenge.parameters;
  const parameters = { ...rest, nonce: fromHex(rest.nonce), salt: fromHex(rest.salt) };
  const started = performance.now();
  for (let first = 0; ; first += ROUND) {
    const counters = Array.from({ length: ROUND }, (_, index) => first + index);
    const keys = await Promise.all(counters.map((counter) => derive(parameters, counter)));
    const hit = keys.map(toHex).findIndex((key) => key.startsWith(keyPrefix));
    if (hit >= 0) {
      const time = performance.now() - started;
      const solution = { counter: first + hit, derivedKey: toHex(keys[hit]), time };
      return btoa(JSON.stringify({ challenge, solution }));
    }
  }
}

onmessage = async ({ data }) => postMessage(await solve(data).catch(() => null));
