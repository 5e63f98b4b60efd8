/**
 * Where the API is, without a slash at its end: what `/config.js` of this environment says, else what the build was given, else the path of
 * the developer's proxy. Read at every call: tests and environments differ in nothing else.
 */
export const apiBaseUrl = (): string =>
  (globalThis.CONFIG?.VITE_API_BASE_URL ?? import.meta.env.VITE_API_BASE_URL ?? "/api").replace(/\/$/, "");
