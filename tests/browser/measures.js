// What the sweep measures in a page. Every function returns a list of what is wrong, as words.
(() => {
  const name = (element) => {
    const words = (element.textContent || element.getAttribute("aria-label") || "").trim();
    const kind = element.classList[0] ? `.${element.classList[0]}` : "";
    return `${element.localName}${kind} „${words.slice(0, 40)}“`;
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const hiddenFromSight = (style) => style.clipPath === "inset(50%)";

  // WCAG 1.4.10: nothing to scroll sideways, and nobody reaches over the edge.
  function wide() {
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > innerWidth) found.push(`${root.scrollWidth} px on ${innerWidth}`);
    return found;
  }

  // WCAG 1.4.4, 1.4.12: no words cut off by a box that does not grow with them.
  function clipped() {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const owner = text.parentElement;
      if (!text.data.trim() || !owner || !shown(owner)) continue;
      if (owner.closest(".print-sheet")) continue; // a picture of paper: it cannot grow
      range.selectNodeContents(text);
      const words = range.getBoundingClientRect();
      if (!words.width) continue;
      for (let box = owner; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (hiddenFromSight(style) || style.filter !== "none") break;
        const frame = box.getBoundingClientRect();
        const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
        const aside = words.left < frame.left - 2 || words.right > frame.right + 2;
        const below = words.top < frame.top - 4 || words.bottom > frame.bottom + 4;
        if ((cuts(style.overflowX) && aside) || (cuts(style.overflowY) && below)) {
          found.add(`${name(owner)} in ${name(box)}`);
        }
        if (style.position === "fixed" || style.overflowX === "auto") break;
      }
    }
    return [...found];
  }

  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

  // WCAG 2.4.7: whoever has the focus shows it. Tab must have been pressed before.
  function unseenFocus() {
    const found = [];
    for (const element of document.querySelectorAll(FOCUSABLE)) {
      if (!shown(element) || element.disabled || element.inert || element.tabIndex < 0) continue;
      element.focus({ preventScroll: true });
      if (document.activeElement !== element) continue;
      const style = getComputedStyle(element);
      const visible = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const box = element.getBoundingClientRect();
      if (!visible || box.width < 2 || box.height < 2) found.push(name(element));
    }
    document.activeElement?.blur();
    return found;
  }

  // WCAG 2.4.1, 1.3.1: landmarks, one heading of the first rank, a way past the head of the page.
  function landmarks() {
    const found = [];
    const only = (selector) => {
      const count = document.querySelectorAll(selector).length;
      if (count !== 1) found.push(`${count} × ${selector}`);
    };
    ["main", "h1", "body > header", "html[lang]", "title"].forEach(only);
    const first = document.querySelector(FOCUSABLE);
    const target = first?.hash && document.querySelector(first.hash);
    if (target?.localName !== "main") found.push(`the first stop is ${first ? name(first) : "none"}`);
    return found;
  }

  // The fourth card is like the third: what stands there again and again is looked at three times.
  function repeated() {
    return [...document.querySelectorAll("main [class]")].filter((element) => {
      let like = 0;
      for (let before = element.previousElementSibling; before; before = before.previousElementSibling) {
        like += before.className === element.className;
      }
      return like > 2;
    });
  }

  window.measures = { repeated, wide, clipped, unseenFocus, landmarks };
})();
