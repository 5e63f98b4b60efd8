// Replaced at run time by the `web` chart: { VITE_API_BASE_URL: "https://…" }. Empty, the value of the build counts.
globalThis.CONFIG = Object.freeze({});
