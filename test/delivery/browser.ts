import { existsSync } from "node:fs";

/** The browser of the end-to-end tests: Debian's Chromium, or what GitHub's runners have. */
export function browser(): string {
  const found = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  if (found === undefined) throw new Error("the browser tests need Chromium; install it: .ci/packages chromium");
  return found;
}
