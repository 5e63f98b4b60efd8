#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that one which is too old or too new gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9) || major >= 24) {
  console.error(
    "sigma: Node " +
      process.versions.node +
      " does not fit; use Node 20.9 or later, or Node 22 (cdktf-cli crashes on Node 24): https://nodejs.org/en/download",
  );
  process.exit(1);
}
// Packages are plain CommonJS: tsx would read and search each of their files as well, a third of the time until the first word is said.
const { ".js": plain } = require.extensions;
require("tsx/cjs");
require.extensions[".js"] = plain;
require("./main.ts");
