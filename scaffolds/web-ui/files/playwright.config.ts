import { defineConfig } from "@playwright/test";

const { CHROMIUM_PATH, CI } = process.env;

export default defineConfig({
  testDir: "tests/e2e",
  fullyParallel: true,
  forbidOnly: CI !== undefined,
  reporter: "list",
  use: {
    baseURL: "http://127.0.0.1:4173",
    locale: "en-GB",
    timezoneId: "UTC",
    // In CI nobody could look at one.
    trace: CI === undefined ? "retain-on-failure" : "off",
    launchOptions: {
      ...(CHROMIUM_PATH === undefined ? {} : { executablePath: CHROMIUM_PATH }),
      // Chromium has no sandbox for root, nor on GitHub's Ubuntu, where AppArmor refuses it one:
      // https://github.com/actions/runner-images/issues/12096
      chromiumSandbox: process.getuid?.() !== 0 && CI === undefined,
    },
  },
  // What was built is what is tested.
  webServer: { command: "npm run preview", url: "http://127.0.0.1:4173", reuseExistingServer: CI === undefined },
});
