import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { browser as program } from "../delivery/browser";

/** Root runs it in a container or not at all; the page under test is this repository's own. */
export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: program(), args: ["--no-sandbox"] });

export interface Opened {
  readonly page: Page;
  /** What went wrong in the page: errors, refusals of its policy. */
  readonly complaints: readonly string[];
  /** Addresses that it asked for. */
  readonly requests: readonly string[];
  /** Opens the page at a view, as a link from elsewhere does. */
  readonly view: (path: string, title: string) => Promise<void>;
  /** Goes to a view by its address, as a link in the page does. */
  readonly goTo: (path: string, title: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a written page from its file, as somebody does with a double click. */
export async function open(browser: Browser, file: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(file).href;
  const shown = (title: string) => page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  return {
    page,
    complaints,
    requests,
    view: async (path, title) => {
      // Another fragment alone would not load the page again.
      await page.goto("about:blank");
      await page.goto(`${address}#${path}`);
      await shown(title);
    },
    goTo: async (path, title) => {
      await page.evaluate(`location.hash = ${JSON.stringify(path)}`);
      await shown(title);
    },
    close: () => context.close(),
  };
}

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA and its own best practices, a line for each element. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>("axe.run(document)");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replaceAll("\n", " ")}`),
  );
}
