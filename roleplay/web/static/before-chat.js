// Before Chainlit's script: it expects `global`, and takes its theme from here. Ours follows the device.
const global = globalThis;
localStorage.setItem("vite-ui-theme", "system");
