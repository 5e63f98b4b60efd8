/** Packages that are ES modules: Jest reads CommonJS, so it compiles them. */
const ES_MODULES = "(?:@octokit/[a-z-]+|before-after-hook|universal-user-agent|json-with-bigint|content-type)";

/** `npm test`: what needs only Node, git and Terraform, which `npm test` fetches. The heavier suites have a configuration of their own. */
module.exports = {
  testEnvironment: require.resolve("./test/own-folder-environment.js"),
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
  transform: {
    "^.+\\.ts$": ["ts-jest", { diagnostics: false }],
    [`/${ES_MODULES}/.+\\.js$`]: [
      "ts-jest",
      { diagnostics: false, tsconfig: { allowJs: true, module: "CommonJS", target: "ES2022", esModuleInterop: true } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
};
