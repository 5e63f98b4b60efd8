import type { Octokit } from "@octokit/core";
import { Budget, OutOfBudget } from "./budget";
import { githubClient, type GitHubAccess } from "./github-client";

/** A client that knows what is left of GitHub's hourly limit. Each request may end in {@link OutOfBudget}. */
export interface BudgetedClient {
  readonly client: Octokit;
  readonly budget: Budget;
}

/** @throws when GitHub does not take the token */
export async function budgetedClient(access: GitHubAccess): Promise<BudgetedClient> {
  const client = await githubClient(access);
  const budget = new Budget();
  client.hook.wrap("request", async (request, options) => {
    try {
      const response = await request(options);
      budget.read(response.headers);
      return response;
    } catch (error) {
      throw limited(error, budget) ?? error;
    }
  });
  // Costs nothing of the limit that it tells.
  await client.request("GET /rate_limit");
  return { client, budget };
}

/** The error of a limit, as what it means; GitHub answers 403 or 429. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#rate-limit-errors */
function limited(error: unknown, budget: Budget): OutOfBudget | null {
  if (!/rate limit/i.test(messageOf(error)) || ![403, 429].includes(statusOf(error) ?? 0)) return null;
  budget.read((error as { readonly response?: { readonly headers: Record<string, string> } }).response?.headers ?? {});
  return new OutOfBudget(`GitHub takes no more requests: ${messageOf(error)}; go on ${budget.when} with the same command`);
}

/** The status of GitHub's answer; null where there was none. */
export const statusOf = (error: unknown): number | null =>
  error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");
