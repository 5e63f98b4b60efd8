import { auditLog, auditLogPage, failure } from "../answers.ts";
import { expect, test } from "./test.ts";

test("is reached from the start page by keyboard alone", async ({ page, api }) => {
  api.answer(auditLogPage([auditLog(1)]));
  await page.goto("/");
  await expect(page.getByRole("link", { name: "See who changed what" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "See who changed what" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeFocused();
  await expect(page.getByRole("row", { name: "2 Jan 2026, 11:59:59 grace update setting color-1" })).toBeVisible();
});

test("is paged by its address: back, reload and a shared link show the same", async ({ page, api }) => {
  api.answer(auditLogPage([auditLog(1), auditLog(2)], "b2xkZXI"));
  api.answer(auditLogPage([auditLog(3)]), { cursor: "b2xkZXI" });
  await page.goto("/audit-log");
  await page.getByRole("link", { name: "Older entries" }).click();
  await expect(page.getByRole("table", { name: "1 entry, newest first" })).toContainText("color-3");
  await page.reload();
  await expect(page.getByRole("table")).toContainText("color-3");
  await page.goBack();
  await expect(page.getByRole("table", { name: "2 entries, newest first" })).toContainText("color-2");
});

test("says that it failed, and recovers", async ({ page, api }) => {
  api.answer(failure("unavailable", "The database is being moved."), { status: 503 });
  await page.goto("/audit-log");
  await expect(page.getByRole("alert")).toContainText("The database is being moved.");
  await expect(page.getByRole("alert")).toContainText("5f1c0e7a");
  api.answer(auditLogPage([auditLog(1)]));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toContainText("color-1");
});

test("calls what config.js of the environment says", async ({ page, api }) => {
  api.answer(auditLogPage([auditLog(1)]));
  await page.route("/config.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: 'globalThis.CONFIG = Object.freeze({ "VITE_API_BASE_URL": "/gateway/api" });',
    }),
  );
  const call = page.waitForRequest(/audit-logs/);
  await page.goto("/audit-log");
  expect(new URL((await call).url()).pathname).toBe("/gateway/api/audit-logs");
  await expect(page.getByRole("table")).toBeVisible();
});
