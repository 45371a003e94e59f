// What a discussion gains with JavaScript: a reply is written under its comment, the page stays
// where it is after sending, characters are counted, and comments approved since the page was built
// appear. What is kept on the device, if anybody asks for that, is in device.js.
// Whatever fails here leaves the plain form, which works by itself.

const talk = document.querySelector(".talk");
const form = talk?.querySelector("form.comment-form");

const copyOf = (name) => talk.querySelector(`template[data-talk="${name}"]`).content.cloneNode(true);
const thread = talk?.querySelector(".thread").dataset.thread;
const labelOf = (comment) => comment.querySelector(".comment__author").textContent;

/* The key makes the same comment, sent twice by an impatient hand, one comment. */
const newKey = () => {
  form.elements.submission_key.value = crypto.randomUUID?.() ?? "";
};

function setUpForm() {
  const home = document.createComment("form");
  form.before(home);
  let answering = null;

  function stopAnswering() {
    form.querySelector(".comment-form__answering")?.remove();
    form.elements.parent_id?.remove();
    home.after(form);
    answering?.focus();
    answering = null;
  }

  function answer(link) {
    const comment = link.closest(".comment");
    const to = new URL(link.href).searchParams.get("to");
    if (!comment || !to) return false;
    if (answering) stopAnswering();
    answering = link;
    const parent = document.createElement("input");
    Object.assign(parent, { type: "hidden", name: "parent_id", value: to });
    form.append(parent);
    const note = copyOf("cancel");
    const words = note.querySelector("span");
    words.textContent = words.textContent.replace("{name}", labelOf(comment));
    note.querySelector("button").addEventListener("click", stopAnswering);
    form.querySelector(".comment-form__title").after(note);
    comment.append(form);
    form.elements.author.focus();
    return true;
  }

  talk.addEventListener("click", (event) => {
    const link = event.target.closest("a.comment__reply");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (link && plain && answer(link)) event.preventDefault();
  });

  /* What shows that no machine writes here is fetched once somebody does. */
  let pass = null;
  form.addEventListener("focusin", () => {
    pass ??= import("/api/scripts/pass.js")
      .then(({ passFor }) => passFor(new URL("pass", form.action)))
      .catch(() => null);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const previewing = event.submitter?.hasAttribute("formaction");
    const action = previewing ? event.submitter.formAction : form.action;
    const buttons = form.querySelectorAll("[type=submit]");
    const enable = (enabled) => buttons.forEach((button) => (button.disabled = !enabled));
    const status = talk.querySelector("[data-sending]");
    const values = Object.fromEntries(new FormData(form));
    const kept = await device;
    const folder = kept?.folder();
    if (folder) values.folder = folder;
    clearErrors();
    enable(false);
    status.textContent = status.dataset.sending;
    try {
      const response = await fetch(action, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ ...values, ...(!previewing && (await (await pass)?.fields())) }),
      });
      const body = await response.json();
      status.textContent = "";
      if (response.ok && previewing) {
        showPreview(body.html);
      } else if (response.ok) {
        stopAnswering();
        kept?.sent(body);
        showOwn({ ...body, parent_id: values.parent_id }, body.receipt).focus();
        status.textContent = status.dataset.sent;
        for (const name of ["text", "quote", "quote_prefix", "quote_suffix"]) form.elements[name].value = "";
        count();
        newKey();
        (await pass)?.renew();
      } else {
        showErrors(body);
      }
      enable(true);
    } catch {
      // No answer, or not one we understand: the browser sends the same form, with the same key.
      enable(true);
      form.action = action;
      form.submit();
    }
  });

  newKey();
  form.addEventListener("input", count);
  form.addEventListener("focusin", openDevice, { once: true });
  // A page from the browser's history brings back its fields, the spent key among them.
  addEventListener("pageshow", (event) => event.persisted && newKey());
}

/* Whoever selects words of the essay is offered to say something about them. */
function offerRemarks() {
  const text = document.querySelector(".essay__text");
  const begin = () => {
    if (getSelection().isCollapsed || !text.contains(getSelection().anchorNode)) return;
    document.removeEventListener("selectionchange", begin);
    import("./passage.js")
      .then(({ setUp }) => setUp(text, form, copyOf("passage").firstElementChild))
      .catch(() => {});
  };
  document.addEventListener("selectionchange", begin);
}

let device = null;

/* Without a place to keep anything, or if reading it fails, the form is the plain one. */
function openDevice() {
  device ??= import("./device.js")
    .then(({ setUp }) => setUp(form, copyOf("device").firstElementChild, thread, showOwn))
    .catch(() => null);
}

function keptHere() {
  try {
    return localStorage.getItem("comments") ?? localStorage.getItem(`draft:${thread}`);
  } catch {
    return null;
  }
}

/* As the service counts: characters, not the halves that emoji are stored in. */
function count() {
  const counter = form.querySelector(".field__count");
  const { limit, left, over } = counter.dataset;
  const rest = limit - [...form.elements.text.value].length;
  const number = Math.abs(rest).toLocaleString(document.documentElement.lang);
  counter.textContent = (rest < 0 ? over : left).replace("{number}", number);
  counter.classList.toggle("field__error", rest < 0);
  counter.ariaLive = rest < 100 ? "polite" : "off";
  counter.hidden = false;
}

function clearErrors() {
  form.querySelectorAll(".comment-form__errors, .comment-form__preview").forEach((old) => old.remove());
  for (const field of form.querySelectorAll(".field--error")) {
    const input = field.querySelector(".field__input");
    field.classList.remove("field--error");
    field.querySelector(".field__error")?.remove();
    input.removeAttribute("aria-invalid");
    input.setAttribute("aria-describedby", `${input.id}-hinweis`);
  }
}

/* `problem`: RFC 9457 problem details; `errors` are [{field, message}]. */
function showErrors(problem) {
  let first = null;
  const general = [];
  // The key belongs to what was sent before; what is sent next is another comment.
  if (problem.type?.endsWith(":key-reused")) newKey();
  for (const { field: name, message } of problem.errors ?? []) {
    const field = form.querySelector(`.field--${CSS.escape(name)}`);
    if (!field) {
      general.push(message);
      continue;
    }
    const input = field.querySelector(".field__input");
    const note = document.createElement("p");
    Object.assign(note, { className: "field__error", id: `${input.id}-fehler`, textContent: message });
    input.before(note);
    input.closest("details")?.setAttribute("open", "");
    field.classList.add("field--error");
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${note.id} ${input.id}-hinweis`);
    first ??= input;
  }
  if (!first && !general.length) general.push(problem.detail ?? problem.title);
  if (general.length) {
    const note = copyOf("problem").firstElementChild;
    note.textContent = general.join(" ");
    form.querySelector(".comment-form__title").after(note);
    first ??= note;
  }
  first.focus();
}

/* HTML of the service's one renderer. */
function article(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function showPreview(html) {
  const preview = copyOf("preview").firstElementChild;
  preview.append(article(html));
  form.querySelector(".comment-form__buttons").before(preview);
  preview.focus();
}

/* What its writer sees: the waiting comment in its place, or the way to it beside a public one. */
function showOwn({ id, parent_id: parent, status, html }, receipt) {
  let comment = document.querySelector(`#kommentar-${id}`);
  if (status === "pending" && !comment) {
    comment = article(html);
    comment.tabIndex = -1;
    const above = document.querySelector(`#kommentar-${parent}`);
    if (above) above.after(comment);
    else form.before(comment);
  }
  const note = copyOf(status === "pending" ? "pending" : "own").firstElementChild;
  note.querySelector("a").href = receipt;
  comment?.append(note);
  return comment;
}

/* The static fragment is the same section as in the page, only perhaps of a later version. */
async function refresh() {
  const shown = talk.querySelector(".thread");
  const response = await fetch(talk.dataset.fragment, { cache: "no-cache" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const latest = page.querySelector(".thread");
  const newer = Number(latest?.dataset.version) > Number(shown.dataset.version);
  // Somebody who is answering inside the list is not to lose the comment over it.
  if (newer && !shown.contains(form)) {
    shown.replaceWith(document.adoptNode(latest));
    // To where the address leads, once more, which also marks it once more.
    if (location.hash) location.replace(location.hash);
  }
}

function setUpVisits() {
  const box = talk.querySelector(".talk__visits input");
  box.checked = localStorage.getItem("visits");
  box.closest("p").hidden = false;
  const act = (name) => import("./visits.js").then((visits) => visits[name](talk, box));
  box.addEventListener("change", () => act(box.checked ? "mark" : "forget"));
  if (box.checked) act("mark");
}

/* An old link to a comment that stands overleaf now. */
async function turnPage() {
  const [, id] = location.hash.match(/^#kommentar-(\d+)$/) ?? [];
  if (!id || document.getElementById(`kommentar-${id}`) || !talk.querySelector(".thread__pages")) return;
  const { url, ok } = await fetch(`/api/comments/${id}`, { method: "HEAD" });
  const { pathname } = new URL(url);
  if (ok && pathname !== location.pathname) location.replace(pathname + location.hash);
}

if (form) {
  setUpForm();
  offerRemarks();
}
if (talk?.dataset.fragment) {
  refresh()
    .then(turnPage)
    .catch(() => {})
    .then(setUpVisits)
    .catch(() => {})
    .then(() => form && keptHere() && openDevice());
}
