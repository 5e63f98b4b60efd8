import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { auditLog, auditLogPage, failure } from "../answers.ts";
import { type Api, expect, test } from "./test.ts";

/** Every state that a page can be in, by what the API answers and where one sees it. */
const states: Readonly<Record<string, (page: Page, api: Api) => Promise<void>>> = {
  "the start page": async (page) => {
    await page.goto("/");
    await expect(page.getByRole("link", { name: "See who changed what" })).toBeVisible();
  },
  "the audit log": async (page, api) => {
    api.answer(auditLogPage([auditLog(1), auditLog(2)], "b2xkZXI", "2025-12-02T12:00:00Z"));
    await page.goto("/audit-log");
    await expect(page.getByRole("table")).toBeVisible();
  },
  "the empty audit log": async (page, api) => {
    api.answer(auditLogPage([]));
    await page.goto("/audit-log");
    await expect(page.getByText("Nothing has been recorded yet.")).toBeVisible();
  },
  "a failure": async (page, api) => {
    api.answer(failure("unavailable", "The database is being moved."), { status: 503 });
    await page.goto("/audit-log");
    await expect(page.getByRole("alert")).toBeVisible();
  },
  "a page that is not there": async (page) => {
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  },
};

for (const colorScheme of ["light", "dark"] as const) {
  for (const [state, show] of Object.entries(states)) {
    test(`${state} has no accessibility violation in ${colorScheme}`, async ({ page, api }) => {
      await page.emulateMedia({ colorScheme });
      await show(page, api);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(", ")}`),
      ).toEqual([]);
    });
  }
}

test("on a narrow screen with large text, nothing is cut off sideways", async ({ page, api }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await states["the audit log"]?.(page, api);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
