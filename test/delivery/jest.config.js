/** `npm run test:delivery`: what needs the tools of `.ci/tools`, Python with its registry, Go and a Postgres. */
module.exports = {
  testEnvironment: "node",
  rootDir: __dirname,
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  // Each workflow of these suites installs packages and runs whole gates; two at once on two cores only wait for each other.
  maxWorkers: 1,
  testTimeout: 600_000,
};
