/** An update of the invented fleet in a process of its own, which can be killed. */
const { ".js": plain } = require.extensions;
require("tsx/cjs");
require.extensions[".js"] = plain;
require("./fleet-process.ts");
