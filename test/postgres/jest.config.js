const requireTypeScript = require("../require-typescript.js");

const { program, pythons, suite, tools, POSTGRES } = requireTypeScript("../suite.ts", __filename);

const NEEDS = [POSTGRES, program("PgBouncer", "/usr/sbin/pgbouncer"), ...tools("helm3", "versitygw"), ...pythons("migrate", "barman")];

/** `npm run test:postgres`: what needs a real Postgres, and Python with the libraries of the migration tool. */
module.exports = suite("postgres", NEEDS, {
  rootDir: "../..",
  roots: ["<rootDir>/test/postgres"],
  testEnvironment: require.resolve("../own-folder-environment.js"),
  testMatch: ["**/*.test.ts"],
  testTimeout: 120_000,
  // One Postgres for all files; more than two of them at once only wait for its two cores.
  maxWorkers: 2,
  globalSetup: "<rootDir>/test/postgres/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/postgres/support/global-teardown.ts",
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
});
