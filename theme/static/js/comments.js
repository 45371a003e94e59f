// What a discussion gains with JavaScript: a reply is written under its comment, the page stays
// where it is after sending, and comments approved since the page was built appear.
// Whatever fails here leaves the plain form, which works by itself.

const talk = document.querySelector(".talk");
const form = talk?.querySelector("form.comment-form");

const copyOf = (name) => talk.querySelector(`template[data-talk="${name}"]`).content.cloneNode(true);
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

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    const status = talk.querySelector("[data-sending]");
    const values = Object.fromEntries(new FormData(form));
    clearErrors();
    button.disabled = true;
    status.textContent = status.dataset.sending;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(values),
      });
      const body = await response.json();
      status.textContent = "";
      if (response.ok) {
        const parent = answering?.closest(".comment");
        stopAnswering();
        showPending(values, parent, body.receipt);
        status.textContent = status.dataset.sent;
        form.elements.text.value = "";
        newKey();
      } else {
        showErrors(body);
      }
      button.disabled = false;
    } catch {
      // No answer, or not one we understand: the browser sends the same form, with the same key.
      button.disabled = false;
      form.submit();
    }
  });

  newKey();
  // A page from the browser's history brings back its fields, the spent key among them.
  addEventListener("pageshow", (event) => event.persisted && newKey());
}

function clearErrors() {
  form.querySelectorAll(".comment-form__errors").forEach((old) => old.remove());
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

function showPending(values, parent, receipt) {
  const comment = copyOf("pending").firstElementChild;
  const link = comment.querySelector(".comment__receipt");
  if (receipt) link.href = receipt;
  else link.remove();
  comment.querySelector(".comment__author").textContent = values.author;
  comment.querySelector(".comment__text").textContent = values.text;
  if (parent) parent.after(comment);
  else form.before(comment);
  comment.focus();
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
    if (location.hash) document.querySelector(`#${CSS.escape(location.hash.slice(1))}`)?.scrollIntoView();
  }
}

if (form) setUpForm();
if (talk?.dataset.fragment) refresh().catch(() => {});
