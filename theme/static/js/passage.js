// A passage that a reader selected in the essay becomes what their comment is about. Loaded with the
// first selection. What is sent is W3C's TextQuoteSelector: the words, and what stands around them.

const AROUND = 64;
const FURNITURE = ".footnote-ref, .footnote-backref, .quotation-link, .remarks, .say, script, style, svg";

/* The words of a range as the site reads them: one line, no soft hyphens, no marks of ours. */
function wordsOf(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll(FURNITURE).forEach((element) => element.remove());
  return copy.textContent.replace(/[\u00ad\u200b-\u200d\u2060]/g, "").replace(/\s+/g, " ");
}

/* The part of the selection that lies in the text; null for none. */
function chosenIn(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!range.intersectsNode(text)) return null;
  if (!text.contains(range.startContainer)) range.setStart(text, 0);
  if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
  return wordsOf(range).trim() ? range : null;
}

function selectorOf(range, text, longest) {
  const before = document.createRange();
  const behind = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  behind.setStart(range.endContainer, range.endOffset);
  behind.setEnd(text, text.childNodes.length);
  const whole = wordsOf(range).trim();
  const exact = [...whole].length > longest ? whole.slice(0, whole.lastIndexOf(" ", longest)) : whole;
  return {
    quote: exact,
    quote_prefix: wordsOf(before).slice(-AROUND),
    quote_suffix: (whole.slice(exact.length) + wordsOf(behind)).slice(0, AROUND),
  };
}

/* `button` appears below what is selected and stands behind it, so that the tab key leads to it. */
export function setUp(text, form, button) {
  let chosen = null;

  function place() {
    const now = chosenIn(text);
    if (!now) {
      // Whoever has reached the button has left the selection behind, not given it up.
      if (document.activeElement !== button) button.remove();
      return;
    }
    chosen = now;
    let block = chosen.endContainer;
    while (block.parentNode !== text && block !== text) block = block.parentNode;
    const after = block === text ? text.children[Math.max(chosen.endOffset - 1, 0)] : block;
    if (after.nextSibling !== button) after.after(button);
    const line = [...chosen.getClientRects()].at(-1) ?? chosen.getBoundingClientRect();
    const home = text.getBoundingClientRect();
    const left = Math.min(line.left - home.left, home.width - button.offsetWidth);
    button.style.insetBlockStart = `${line.bottom - home.top}px`;
    button.style.insetInlineStart = `${Math.max(left, 0)}px`;
  }

  // Pressing a button would end the selection before the click.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const { elements } = form;
    for (const [name, value] of Object.entries(selectorOf(chosen, text, elements.quote.maxLength))) {
      elements[name].value = value;
    }
    button.remove();
    elements.quote.closest("details").open = true;
    elements.quote.dispatchEvent(new Event("input", { bubbles: true }));
    elements.text.focus();
  });
  document.addEventListener("selectionchange", place);
  place();
}
