// For those who hear the page: who speaks, in which language, and news in the order in which they come; the focus is kept.
"use strict";
const ANNOUNCED = 3; // lines kept in the log; a screen reader has read older ones

function announce(text, language) {
  const log = document.getElementById("heard");
  const said = document.createElement("p");
  said.lang = language || document.documentElement.lang;
  said.textContent = text;
  log.append(said);
  while (log.children.length > ANNOUNCED) log.firstElementChild.remove();
}

// Chainlit names nobody, and sets no language: a turn and the scene are the customer's, the other quiet lines the page's.
function nameTurns() {
  const { customer, you, language } = document.body.dataset;
  for (const step of document.querySelectorAll("#root [data-step-type]:not([lang])")) {
    const quiet = step.querySelector('[id^="step-pause-"]');
    step.lang = quiet && !quiet.id.endsWith("-scene") ? document.documentElement.lang : language;
    if (step.dataset.stepType !== "user_message") continue;
    step.setAttribute("role", "article");
    step.setAttribute("aria-label", you);
  }
  for (const said of document.querySelectorAll('#root [role="article"]:not([aria-label])')) {
    if (!said.closest('[id^="step-pause-"]')) said.setAttribute("aria-label", customer);
  }
  for (const portrait of document.querySelectorAll('#root .ai-message img:not([alt=""])')) portrait.alt = "";
}

// A name for the button, and the keyboard's way into the talk: the innermost of Chainlit's two nested scrolling boxes.
function nameParts() {
  document.getElementById("chat-submit")?.setAttribute("aria-label", document.body.dataset.send);
  const boxes = document.querySelectorAll("#root .overflow-y-auto:not(textarea)");
  const talk = boxes[boxes.length - 1];
  if (!talk || talk.hasAttribute("tabindex")) return;
  talk.tabIndex = 0;
  talk.setAttribute("role", "group");
  talk.setAttribute("aria-label", document.body.dataset.transcript);
}

// Chainlit disables the button that was just pressed, and puts a new composer in the place of the old one: whoever was in
// one of them is in the composer afterwards.
let atBox = true;
addEventListener("focusin", (event) => { atBox = Boolean(event.target.closest("#message-composer, #early")); });
addEventListener("pointerdown", (event) => { atBox = Boolean(event.target.closest("#message-composer, #early")); });
addEventListener("click", (event) => { if (event.target.closest("#chat-submit")) setTimeout(keepFocus, 0); });

function keepFocus() {
  const lost = document.activeElement === document.body || document.activeElement?.id === "chat-submit";
  if (atBox && lost) document.getElementById("chat-input")?.focus();
}

// The box is gone: not the link in the result, which an Enter meant for the box would follow.
function focusResult() {
  const focused = document.activeElement;
  if (focused === document.body || focused.closest("#message-composer, #early, #finish")) document.getElementById("result").focus();
}
