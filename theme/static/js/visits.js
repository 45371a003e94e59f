// Marks what appeared since the last visit; on the device stays which comments were seen.

export function mark(talk, box) {
  const thread = talk.querySelector(".thread");
  const key = `seen:${thread.dataset.thread}`;
  const seen = localStorage.getItem(key)?.split(",");
  const comments = [...thread.querySelectorAll(".comment:not(.comment--pending)")];
  for (const comment of comments) {
    if (!seen || seen.includes(comment.id)) continue;
    const note = document.createElement("span");
    Object.assign(note, { className: "comment__mark", textContent: box.dataset.new });
    comment.querySelector(".comment__byline").append(" ", note);
  }
  localStorage.setItem("visits", "1");
  localStorage.setItem(key, comments.map(({ id }) => id));
}

export function forget() {
  for (const key of Object.keys(localStorage)) if (/^visits$|^seen:/.test(key)) localStorage.removeItem(key);
}
