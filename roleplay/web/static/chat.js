// The page around the talk: the server draws it, this keeps it true. News comes over Chainlit's socket as window messages.
"use strict";
const page = document.body;
const line = document.getElementById("line");
const draftKey = "draft-" + page.dataset.attempt;

function showPhase(phase) {
  const steps = [...document.querySelectorAll("#talk [data-phase]")];
  const at = steps.findIndex((step) => step.dataset.phase === phase);
  steps.forEach((step, i) => {
    step.className = i < at ? "done" : i === at ? "now" : "";
    if (i === at) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

function showResult(result) {
  for (const place of document.querySelectorAll("[data-result]")) {
    const value = result[place.dataset.result];
    if (place.dataset.result === "href") place.href = value;
    else place.textContent = value;
  }
}

// The composer is Chainlit's: React hears of a change only when the element's own setter is used.
function putBack(text) {
  const composer = document.getElementById("chat-input");
  if (!composer || !text) return;
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  setter.call(composer, composer.value ? text + "\n" + composer.value : text);
  composer.dispatchEvent(new Event("input", { bubbles: true }));
  composer.focus();
}

function say(text) {
  line.textContent = text;
  page.classList.toggle("told", Boolean(text));
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
  if (state.phase) showPhase(state.phase);
  if (state.said) { sessionStorage.removeItem(draftKey); say(""); }
  if (state.heard) document.getElementById("heard").textContent = state.heard;
  if (state.result) showResult(state.result);
  if (state.line) say(state.line);
  if (state.text) putBack(state.text);
  if (state.finished !== undefined) page.classList.toggle("finished", state.finished);
}

addEventListener("message", (event) => {
  if (event.source === window && event.data && event.data.roleplay) news(event.data.roleplay);
});

// What is being written outlives a reload.
document.addEventListener("input", (event) => {
  if (event.target.id === "chat-input") sessionStorage.setItem(draftKey, event.target.value);
});

// The Enter that confirms what an input method offers sends nothing. macOS's Safari ends the composition first and tells of
// the key afterwards, as key 229 and not composing.
addEventListener("keydown", (event) => {
  const confirms = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && confirms && event.target.id === "chat-input") event.stopImmediatePropagation();
}, true);

// For those who hear the page, and those who have no mouse: a name for the button, and the keyboard's way into the talk.
function nameParts() {
  document.getElementById("chat-submit")?.setAttribute("aria-label", page.dataset.send);
  const talk = document.querySelector("#root .overflow-y-auto:not(textarea, [tabindex])");
  if (!talk) return;
  talk.tabIndex = 0;
  talk.setAttribute("role", "group");
  talk.setAttribute("aria-label", page.dataset.transcript);
}

// Whenever a composer appears (Chainlit makes a new one after a resume): the draft of before, and a name for those who
// hear the page.
let known = null;
new MutationObserver(() => {
  nameParts();
  const composer = document.getElementById("chat-input");
  if (!composer || composer === known) return;
  known = composer;
  composer.setAttribute("aria-label", composer.placeholder);
  if (!composer.value) putBack(sessionStorage.getItem(draftKey));
}).observe(document.getElementById("root"), { childList: true, subtree: true });

document.documentElement.style.setProperty("--send", JSON.stringify(page.dataset.send));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (dark) => {
  document.documentElement.classList.toggle("dark", dark.matches);
  document.documentElement.classList.toggle("light", !dark.matches);
});
