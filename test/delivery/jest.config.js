const requireTypeScript = require("../require-typescript.js");

const { program, suite, tools, CHROMIUM, CONTROL_PLANE, POSTGRES } = requireTypeScript("../suite.ts", __filename);

const NEEDS = [
  ...tools("act", "actionlint", "zizmor", "shellcheck", "helm4"),
  ...CONTROL_PLANE,
  POSTGRES,
  CHROMIUM,
  program("skopeo", "/usr/bin/skopeo"),
];

/** `npm run test:delivery`: what needs the tools of `.ci/tools`, Python with its registry, Go and a Postgres. */
module.exports = suite("delivery", NEEDS, {
  testEnvironment: require.resolve("../own-folder-environment.js"),
  rootDir: __dirname,
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  // Each workflow of these suites installs packages and runs whole gates; two at once on two cores only wait for each other.
  maxWorkers: 1,
  testTimeout: 600_000,
});
