// The box in which sellers write: there from the first paint, before Chainlit has one. What was written by then goes over into
// Chainlit's, and what was sent by then is sent as soon as the talk is connected.
"use strict";
const SETTLED = 400; // milliseconds: what is sent while Chainlit draws the talk would be wiped from the screen
const draftKey = "draft-" + document.body.dataset.attempt;
const early = document.getElementById("early");
const earlyInput = document.getElementById("early-input");
let connectedAt = 0;
let wanted = false; // sent before the talk was connected
let composing = false;

const isBox = (element) => element.id === "chat-input" || element === earlyInput;
const box = () => document.getElementById("chat-input") || earlyInput;
const unsent = () => Boolean(box()?.value.trim());

// Chainlit's box is React's, which hears of a change only when the element's own setter is used.
function fill(text) {
  const input = box();
  if (!input) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(input, text);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function putBack(text) {
  if (!text || !box()) return;
  fill(box().value ? text + "\n" + box().value : text);
  box().focus();
}

// Whenever Chainlit brings a composer (a new one after a resume): the draft of before, the place in it, and its language.
let known = null;
function takeOver() {
  const composer = document.getElementById("chat-input");
  if (!composer || composer === known || composing) return;
  known = composer;
  composer.lang = document.body.dataset.language;
  composer.setAttribute("aria-label", composer.placeholder);
  const draft = sessionStorage.getItem(draftKey);
  if (!composer.value && draft) fill(draft);
  if (early && !early.hidden) {
    const { selectionStart, selectionEnd } = earlyInput;
    const here = document.activeElement === earlyInput || document.activeElement?.id === "early-submit";
    early.hidden = true;
    if (here) composer.focus();
    if (draft) composer.setSelectionRange(selectionStart, selectionEnd);
  }
  keepFocus();
}

function sendLater() {
  if (wanted || !unsent()) return;
  wanted = true;
  say(document.body.dataset.connecting);
  trySending();
}

function trySending() {
  const button = document.getElementById("chat-submit");
  if (!wanted || document.body.classList.contains("finished")) return;
  if (!connectedAt || Date.now() - connectedAt < SETTLED || !button || button.disabled) { setTimeout(trySending, 100); return; }
  wanted = false;
  button.click();
}

function connected() {
  if (!connectedAt) connectedAt = Date.now();
}

if (earlyInput) {
  earlyInput.value ||= sessionStorage.getItem(draftKey) || "";
  if (earlyInput.value) sessionStorage.setItem(draftKey, earlyInput.value); // written before this script came
  document.getElementById("early-submit").addEventListener("click", sendLater);
}

// What is being written outlives a reload; who goes on writing has not sent yet.
document.addEventListener("input", (event) => {
  if (!isBox(event.target)) return;
  sessionStorage.setItem(draftKey, event.target.value);
  if (wanted && event.isTrusted) { wanted = false; say(""); }
});
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; setTimeout(takeOver, 0); });

// The Enter that confirms what an input method offers sends nothing. macOS's Safari ends the composition first and tells of
// the key afterwards, as key 229 and not composing.
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !isBox(event.target)) return;
  if (event.isComposing || event.keyCode === 229) { event.stopImmediatePropagation(); return; }
  if (event.shiftKey || (connectedAt && event.target !== earlyInput)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sendLater();
}, true);
