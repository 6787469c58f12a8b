// Finish asks once, where something would be lost by it: words in the box, or a talk that has hardly begun.
"use strict";
const question = document.getElementById("sure");
const finishForm = document.getElementById("finish").form;

function reasonsToAsk() {
  const turns = Number(document.body.dataset.turns);
  const young = turns < Number(document.body.dataset.young);
  return [unsent() && "unsent", young && turns > 0 && "young", turns === 0 && "silent"].filter(Boolean);
}

finishForm.addEventListener("submit", (event) => {
  const reasons = reasonsToAsk();
  if (!reasons.length) return;
  event.preventDefault();
  for (const why of question.querySelectorAll("[data-why]")) why.hidden = !reasons.includes(why.dataset.why);
  question.returnValue = "";
  question.showModal();
});

question.addEventListener("close", () => {
  if (question.returnValue !== "finish") return;
  sessionStorage.removeItem(draftKey);
  finishForm.submit();
});
