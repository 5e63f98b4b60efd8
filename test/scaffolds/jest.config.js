const requireTypeScript = require("../require-typescript.js");

const { program, suite, tools, CHROMIUM, CONTROL_PLANE, POSTGRES } = requireTypeScript("../suite.ts", __filename);

const NEEDS = [
  ...tools("node22", "gitleaks", "hadolint", "checkov", "helm3"),
  ...CONTROL_PLANE,
  POSTGRES,
  CHROMIUM,
  program("nginx", "/usr/sbin/nginx"),
];

/** `npm run test:scaffolds`: rendered repositories run their own commands, with packages from the registries and a real browser. */
module.exports = suite("scaffolds", NEEDS, {
  testEnvironment: require.resolve("../own-folder-environment.js"),
  rootDir: __dirname,
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  // Each of them installs packages and runs whole gates; two at once on two cores only wait for each other.
  maxWorkers: 1,
  testTimeout: 600_000,
});
