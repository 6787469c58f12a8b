// The desk by keyboard: J and K move, Enter opens; on a review 1 to 4 choose a verdict and T shows the turn.
"use strict";

const stops = () =>
  [...document.querySelectorAll(".queue tbody a, .find")].filter((stop) => stop.offsetParent !== null);
const current = () => document.activeElement?.closest(".queue tr, .find");

function move(by) {
  const all = stops();
  const here = current();
  const at = here ? all.findIndex((stop) => here.contains(stop)) : -1;
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus({ focusVisible: true });
  next?.scrollIntoView({ block: "nearest" });
}

function choose(n) {
  const find = current();
  const choice = find?.querySelectorAll(".choices input")[n - 1];
  if (!choice) return;
  const form = choice.closest("details");
  if (form) form.open = true;
  choice.checked = true;
  choice.focus();
}

function showTurn() {
  const turn = current()?.dataset.turn;
  if (turn) location.hash = `t${turn}`;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("textarea, select, input:not([type=radio])")) return;
  const key = event.key.toLowerCase();
  if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "t") showTurn();
  else if (/^[1-4]$/.test(key)) choose(Number(key));
  else return;
  event.preventDefault();
});
