// Before Chainlit's script: it expects `global`, and takes its theme from here. Ours follows the device.
const global = globalThis;
localStorage.setItem("vite-ui-theme", "system");

// Chainlit connects twice when a talk is opened, first without the talk. Whichever has its session cookie last stays, so
// the cookies are had in the order in which they were asked for.
const ask = globalThis.fetch;
let earlier = Promise.resolve();
globalThis.fetch = (address, how) => {
  const answer = ask(address, how);
  if (!String(address).endsWith("/set-session-cookie")) return answer;
  const inTurn = earlier.then(() => answer).then(async (response) => {
    await response.clone().arrayBuffer();
    return response;
  });
  earlier = inTurn.catch(() => {}).then(() => new Promise((done) => setTimeout(done, 0)));
  return inTurn;
};
