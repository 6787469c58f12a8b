// The page around the talk: the server draws it, this keeps it true. News comes over Chainlit's socket as window messages.
"use strict";
const page = document.body;
const line = document.getElementById("line");

// The phases a talk has been in, in whatever order it came to them.
const been = new Set([...document.querySelectorAll("#talk [data-phase].done")].map((step) => step.dataset.phase));
function showPhase(phase) {
  been.add(phase);
  for (const step of document.querySelectorAll("#talk [data-phase]")) {
    const now = step.dataset.phase === phase;
    step.className = now ? "now" : been.has(step.dataset.phase) ? "done" : "";
    if (now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

function showResult(result) {
  for (const place of document.querySelectorAll("[data-result]")) {
    const value = result[place.dataset.result];
    if (place.dataset.result === "href") place.href = value;
    else place.textContent = value;
  }
}

function say(text) {
  line.textContent = text;
  page.classList.toggle("told", Boolean(text));
}

function showFinished(finished) {
  const ends = finished && !page.classList.contains("finished");
  if (ends) document.getElementById("sure").close();
  page.classList.toggle("finished", finished);
  if (ends) focusResult();
}

// The server does not know which talk this screen shows, or no longer whose it is. The first of Chainlit's two connections
// never knows: when the second does not tell more, the page is asked for again, and after that it is home.
let lost = 0;
function findAgain() {
  const tries = Number(sessionStorage.getItem("lost")) || 0;
  sessionStorage.setItem("lost", tries + 1);
  if (tries < 2 && location.pathname.includes("/thread/")) location.reload();
  else { sessionStorage.removeItem("lost"); location.replace("/"); }
}

function news(state) {
  clearTimeout(lost);
  if (state.home) { lost = setTimeout(findAgain, 2000); return; }
  sessionStorage.removeItem("lost");
  if (state.been) state.been.forEach((phase) => been.add(phase));
  if (state.phase) { showPhase(state.phase); connected(); }
  if (state.turns !== undefined) page.dataset.turns = state.turns;
  if (state.left !== undefined) document.getElementById("left").textContent = state.left;
  if (state.said) { sessionStorage.removeItem(draftKey); say(""); }
  if (state.heard) announce(state.heard, page.dataset.language);
  if (state.heard && state.left) announce(state.left);
  if (state.result) showResult(state.result);
  if (state.announce) announce(state.announce);
  if (state.line) say(state.line);
  if (state.text) putBack(state.text);
  if (state.finished !== undefined) showFinished(state.finished);
}

addEventListener("message", (event) => {
  if (event.source === window && event.data && event.data.roleplay) news(event.data.roleplay);
});

new MutationObserver(() => {
  nameParts();
  nameTurns();
  takeOver();
}).observe(document.getElementById("root"), { childList: true, subtree: true });

document.documentElement.style.setProperty("--send", JSON.stringify(page.dataset.send));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (dark) => {
  document.documentElement.classList.toggle("dark", dark.matches);
  document.documentElement.classList.toggle("light", !dark.matches);
});
