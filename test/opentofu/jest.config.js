const requireTypeScript = require("../require-typescript.js");

const { suite, tools } = requireTypeScript("../suite.ts", __filename);

/** `npm run test:opentofu`: what `npm test` shows with Terraform, with a genuine OpenTofu. */
module.exports = suite("opentofu", tools("tofu"), {
  rootDir: "../..",
  roots: ["<rootDir>/test/opentofu"],
  testEnvironment: require.resolve("../own-folder-environment.js"),
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
});
