const requireTypeScript = require("../require-typescript.js");

const { suite, tools, CONTROL_PLANE } = requireTypeScript("../suite.ts", __filename);

const NEEDS = [...CONTROL_PLANE, ...tools("helm3", "helm4", "kubeconform", "checkov", "envoy-gateway", "envoy")];

/** `npm run test:cluster`: what needs a real Kubernetes API server. */
module.exports = suite("cluster", NEEDS, {
  rootDir: "../..",
  roots: ["<rootDir>/test/cluster"],
  testEnvironment: require.resolve("../own-folder-environment.js"),
  testMatch: ["**/*.test.ts"],
  testTimeout: 300_000,
  // One API server for all files; more than two of them at once only wait for its two cores.
  maxWorkers: 2,
  globalSetup: "<rootDir>/test/cluster/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/cluster/support/global-teardown.ts",
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
});
