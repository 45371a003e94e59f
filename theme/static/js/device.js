// What is kept on this device, and only because somebody ticked a box: the draft of a comment, and
// the receipts of what was sent, so that it can be seen while it waits and changed or deleted later.
// Loaded when somebody begins to write, or when there is something kept.

const read = (name) => JSON.parse(localStorage.getItem(name));
const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));

export const MINE = "comments";
export const draftOf = (thread) => `draft:${thread}`;

/* `show(record, receipt)` puts a waiting comment in its place. */
export function setUp(form, boxes, thread, show) {
  const draft = boxes.querySelector("[data-keep=draft]");
  const mine = boxes.querySelector("[data-keep=mine]");
  const folder = boxes.querySelector("a");
  const fields = [...form.querySelectorAll(".field__input")];
  const saved = read(draftOf(thread));
  let kept = read(MINE);

  const keepDraft = () => {
    if (draft.checked) write(draftOf(thread), Object.fromEntries(fields.map((field) => [field.name, field.value])));
    else localStorage.removeItem(draftOf(thread));
  };
  const keepMine = (value) => {
    kept = value;
    if (kept) write(MINE, kept);
    else localStorage.removeItem(MINE);
    mine.checked = Boolean(kept);
    folder.hidden = !kept?.folder;
    folder.href = `/api/folders/${kept?.folder}`;
  };

  for (const field of saved ? fields : []) field.value ||= saved[field.name] ?? "";
  draft.checked = Boolean(saved);
  draft.addEventListener("change", keepDraft);
  form.addEventListener("input", (event) => fields.includes(event.target) && keepDraft());
  mine.addEventListener("change", () => keepMine(mine.checked ? { receipts: {} } : null));
  keepMine(kept);
  form.querySelector(".comment-form__buttons").before(boxes);

  async function recall(receipt) {
    const response = await fetch(receipt, { headers: { Accept: "application/json" } });
    if (response.ok) show(await response.json(), receipt);
    else if (response.status === 404) {
      delete kept.receipts[receipt];
      keepMine(kept);
    }
  }
  for (const [receipt, where] of Object.entries(kept?.receipts ?? {})) {
    if (where === thread) recall(receipt).catch(() => {});
  }

  return {
    /* What the service is asked to keep together with this comment; a folder nobody has is made. */
    folder: () => kept && (kept.folder ?? "new"),
    sent(answer) {
      localStorage.removeItem(draftOf(thread));
      if (kept) keepMine({ folder: answer.folder, receipts: { ...kept.receipts, [answer.receipt]: thread } });
    },
  };
}
