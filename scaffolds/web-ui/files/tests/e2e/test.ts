import { test as base, type Page } from "@playwright/test";

interface Fixtures {
  /** What the API answers in this test; a call that no answer was given for fails. */
  readonly api: Api;
  /** Runs in every test: nothing may go wrong behind the page's back. */
  readonly quiet: undefined;
}

export interface Api {
  /** Answers the list of audit logs at a cursor; undefined for the first page. */
  readonly answer: (body: unknown, options?: { readonly status?: number; readonly cursor?: string }) => void;
}

/** A stand-in for the API inside the browser: the site under test is the built one, and only its API is invented. */
async function standIn(page: Page): Promise<Api> {
  const answers = new Map<string | null, { status: number; body: unknown }>();
  await page.route("**/api/audit-logs?*", async (route) => {
    const answer = answers.get(new URL(route.request().url()).searchParams.get("cursor"));
    if (answer === undefined) return route.abort();
    return route.fulfill({ status: answer.status, json: answer.body });
  });
  return {
    answer: (body, { status = 200, cursor } = {}) => {
      answers.set(cursor ?? null, { status, body });
    },
  };
}

/** The browser says this itself about an answer of 400 and above, which a page may well expect. */
const EXPECTED = "Failed to load resource: the server responded with a status of ";

export const test = base.extend<Fixtures>({
  api: async ({ page }, use) => {
    await use(await standIn(page));
  },
  quiet: [
    async ({ page }, use) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      // Also what the Content-Security-Policy refuses.
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !message.text().startsWith(EXPECTED))
          problems.push(message.text());
      });
      await use(undefined);
      base.expect(problems, "errors and warnings of the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
