const requireTypeScript = require("../require-typescript.js");

const { suite, CHROMIUM } = requireTypeScript("../suite.ts", __filename);

/** `npm run test:browser`: the page in a real browser. */
module.exports = suite("browser", [CHROMIUM], {
  testEnvironment: require.resolve("../own-folder-environment.js"),
  rootDir: __dirname,
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  testTimeout: 300_000,
});
