// The page around the talk: the server draws it, this keeps it true. News comes over Chainlit's socket as window messages.
"use strict";
const page = document.body;
const line = document.getElementById("line");
const draftKey = "draft-" + page.dataset.attempt;
const againKey = "again-" + page.dataset.attempt;

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

// Chainlit's page opens two sockets, one of them without the talk, and now and then keeps that one: the talk would never
// appear. Then the page is asked for again, but not for ever.
function comeAgain() {
  setTimeout(() => {
    const times = Number(sessionStorage.getItem(againKey)) + 1;
    if (document.querySelector("#root .step") || times > 3) return;
    sessionStorage.setItem(againKey, times);
    location.reload();
  }, 3000);
}

function news(state) {
  if (state.home) return location.pathname.includes("/thread/") ? comeAgain() : location.replace("/");
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

// For those who hear the page, and those who have no mouse: a name for the button, and the keyboard's way into the talk.
function nameParts() {
  document.getElementById("chat-submit")?.setAttribute("aria-label", page.dataset.send);
  if (document.querySelector("#root .step")) sessionStorage.removeItem(againKey);
  const talk = document.querySelector("#root .overflow-y-auto:not([tabindex])");
  if (!talk) return;
  talk.tabIndex = 0;
  talk.setAttribute("role", "group");
  talk.setAttribute("aria-label", page.dataset.transcript);
}

// Whenever a composer appears (Chainlit makes a new one after a resume): the draft of before, and a name.
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
