const requireTypeScript = require("../require-typescript.js");

const { suite } = requireTypeScript("../suite.ts", __filename);
const { NEEDS } = requireTypeScript("./support/needs.ts", __filename);

/** `npm run test:live`: what needs a genuine node, and root. */
module.exports = suite("live", NEEDS, {
  rootDir: "../..",
  roots: ["<rootDir>/test/live"],
  testEnvironment: require.resolve("../own-folder-environment.js"),
  testMatch: ["**/*.test.ts"],
  // A deploy with new databases has ten minutes.
  testTimeout: 900_000,
  testSequencer: "<rootDir>/test/live/sequencer.js",
  // One cluster for all files, and what one of them does to it the others would see.
  maxWorkers: 1,
  globalSetup: "<rootDir>/test/live/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/live/support/global-teardown.ts",
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
});
