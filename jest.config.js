/** `npm test`: what needs only Node, git and Terraform, which `npm test` fetches. The heavier suites have a configuration of their own. */
module.exports = {
  testEnvironment: "node",
  // Most of the time is spent by programs that the tests start, so a core that waits for them can run another file.
  maxWorkers: "100%",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  // Suites that need more: `npm run test:<name>`.
  testPathIgnorePatterns: [
    "/test/cluster/",
    "/test/postgres/",
    "/test/live/",
    "/test/opentofu/",
    "/test/scaffolds/",
    "/test/browser/",
    "/test/delivery/",
  ],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
};
