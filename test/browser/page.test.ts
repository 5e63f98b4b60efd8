import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { synthesizedResources } from "../../cli/terraform/synthesized";
import { loadFamily } from "../../model/load";
import { bundleSite } from "../../page/bundle-site";
import { pageHtml } from "../../page/page-html";
import type { StackPlan } from "../../page/page-model";
import { ACME } from "../cli/workplace";
import { generateFamily } from "../family/generate";
import { pageOf } from "../page/page-of";
import { accessibilityProblems, open, startBrowser } from "./opened-page";

/** The page as people use it: opened from a file, at three widths, in the dark, without a mouse, with few products and with hundreds. */
const WIDTHS = [360, 768, 1440];
const SCHEMES = ["light", "dark"] as const;

const VIEWS: Readonly<Record<string, string>> = {
  "/": "The acme family",
  "/products/shop": "Acme Shop",
  "/products/relic": "Acme Relic",
  "/environments": "Environments",
  "/environments/live": "live",
  "/databases": "Databases",
  "/databases/live/shop": "acme_shop in live",
  "/repositories": "Repositories",
  "/repositories/acme-shop-api": "acme-shop-api",
  "/teams": "Teams",
  "/teams/base": "Team base",
  "/calls": "Who calls whom",
  "/network": "Network",
  "/exceptions": "Exceptions",
  "/to-confirm": "To confirm",
  "/budget": "API budget",
  "/plan": "Plan",
  "/products/gone": "Not here",
};

const value = { path: "values.retentionDays", before: "60", after: "30" };
const PLAN: readonly StackPlan[] = [
  {
    stack: "live",
    edits: [
      {
        name: "products.shop.database.live.backups",
        subject: "live shop",
        field: "backups",
        file: "catalog/products/shop.yaml",
        line: 11,
        before: "60d",
        after: "30d",
        weight: "danger",
        text: "archives older than 30 days are deleted",
      },
    ],
    changes: [{ address: "helm_release.shop", action: "update", values: [value] }],
    drift: [{ address: "kubernetes_namespace_v1.shop", deleted: false, reverted: true, values: [value] }],
    unchanged: 12,
  },
];

let folder: string;
let few: string;
let many: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  generateFamily(join(folder, "catalog"), 400);
  const site = await bundleSite();
  const acme = loadFamily(ACME);
  // What a stack synthesizes to is looked at with acme; to synthesize 400 products takes half a minute and shows nothing else.
  const resources = synthesizedResources(acme);
  const unconfirmed = [{ file: "catalog/family.yaml", line: 2, column: 1, path: ["organization"] }];
  const exception = { reason: "Backups are moved this spring", owner: "base", expires: "2026-12-31" };
  [few, many] = ["few.html", "many.html"].map((name) => join(folder, name)) as [string, string];
  writeFileSync(few, pageHtml(pageOf({ ...acme, exceptions: { retention: exception } }, { resources, unconfirmed, plan: PLAN }), site));
  writeFileSync(many, pageHtml(pageOf(loadFamily(join(folder, "catalog")), { resources }), site));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe.each(SCHEMES)("in %s", (colorScheme) => {
  it.each(WIDTHS)("shows every view %i pixels wide without a barrier that axe finds and without scrolling sideways", async (width) => {
    const opened = await open(browser, few, { viewport: { width, height: 800 }, colorScheme });
    const problems: string[] = [];
    await opened.view("/", "The acme family");
    for (const [path, title] of Object.entries(VIEWS)) {
      await opened.goTo(path, title);
      const wider = await opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      if (wider !== 0) problems.push(`${path}: ${String(wider)} pixels too wide`);
      problems.push(...(await accessibilityProblems(opened.page)).map((problem) => `${path}: ${problem}`));
    }
    expect(problems).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it("shows 400 products without a barrier", async () => {
    const opened = await open(browser, many, { viewport: { width: 1440, height: 800 }, colorScheme });
    await opened.view("/", "The acme family");
    for (const path of ["/", "/databases", "/calls"]) {
      await opened.goTo(path, VIEWS[path]!);
      expect(await accessibilityProblems(opened.page)).toEqual([]);
    }
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});

it.each(["/products/shop", "/environments/live", "/repositories/acme-shop-api", "/databases/live/shop", "/teams/base"])(
  "opens at %s, by an address that somebody sent",
  async (path) => {
    const { view, close } = await open(browser, few, { viewport: { width: 1440, height: 800 } });
    await view(path, VIEWS[path]!);
    await close();
  },
);

it("asks for nothing but its own file", async () => {
  const opened = await open(browser, few, { viewport: { width: 1440, height: 800 } });
  await opened.view("/", "The acme family");
  for (const path of ["/calls", "/plan"]) await opened.goTo(path, VIEWS[path]!);
  const others = opened.requests.filter((address) => !address.startsWith("file://") && !address.startsWith("data:"));
  expect(others).toEqual([]);
  await opened.close();
});

describe("without a mouse", () => {
  it("skips to the content, searches, and comes to the heading of what was found", async () => {
    const { page, view, close } = await open(browser, few, { viewport: { width: 1440, height: 800 } });
    await view("/", "The acme family");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("To the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("acme_shop in live");
    await page
      .getByRole("button", { name: /acme_shop in live/ })
      .or(page.getByRole("option", { name: /acme_shop in live/ }))
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "acme_shop in live" }).waitFor();
    expect(new URL(page.url()).hash).toBe("#/databases/live/shop");
    await close();
  });

  it("opens the menu of a narrow screen, and closes it when a view was chosen", async () => {
    const { page, view, close } = await open(browser, few, { viewport: { width: 360, height: 800 } });
    await view("/", "The acme family");
    await page.getByRole("button", { name: "Open the menu" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /^Teams/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Teams" }).waitFor();
    await page.getByRole("button", { name: "Open the menu" }).waitFor();
    expect(await page.evaluate("document.activeElement.tagName")).toBe("H1");
    await close();
  });

  it("follows an arrow of the graph to the product that it leads to", async () => {
    const { page, view, close } = await open(browser, few, { viewport: { width: 1440, height: 800 } });
    await view("/products/shop", "Acme Shop");
    await page.locator(".graph").getByRole("link", { name: /tide/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Acme Tide" }).waitFor();
    await close();
  });
});

it("finds one of 400 products by the filter, and turns the pages of all", async () => {
  const { page, view, close } = await open(browser, many, { viewport: { width: 1440, height: 800 } });
  await view("/", "The acme family");
  const rows = page.getByRole("table").getByRole("row");
  expect(await rows.count()).toBe(1 + 25);
  await page.getByRole("button", { name: "Page 16" }).click();
  expect(await page.getByRole("link", { name: "product99", exact: true }).count()).toBeGreaterThan(0);
  await page.getByRole("textbox", { name: "Filter products" }).fill("product399-ui");
  expect(await rows.count()).toBe(1 + 1);
  expect(await page.getByRole("status").textContent()).toBe("1 of 400 products");
  await close();
});

it("keeps the color scheme that somebody chose in place of the system's", async () => {
  const { page, view, close } = await open(browser, few, { viewport: { width: 1440, height: 800 }, colorScheme: "light" });
  await view("/", "The acme family");
  await page.getByRole("button", { name: "Change to dark" }).click();
  await view("/teams", "Teams");
  expect(await page.locator("html").getAttribute("data-mantine-color-scheme")).toBe("dark");
  await close();
});
