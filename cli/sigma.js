#!/usr/bin/env node
require("./setup/require-node").requireNode();
// Packages are plain CommonJS: tsx would read and search each of their files as well, a third of the time until the first word is said.
const { ".js": plain } = require.extensions;
require("tsx/cjs");
require.extensions[".js"] = plain;
require("./main.ts");
