import { expect, test } from "./test.ts";

test("is served under a policy that admits no script and no style in the page", async ({ page }) => {
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain("unsafe");
});

test("the page itself holds none", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("script:not([src]), style, [style], [onclick]")).toHaveCount(0);
});
