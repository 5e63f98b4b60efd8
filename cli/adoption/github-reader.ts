import { budgetedClient, messageOf, statusOf, type BudgetedClient } from "../../fleet/budgeted-client";
import type { GitHubAccess } from "../../fleet/github-client";
import { UserError } from "../user-error";

/**
 * A right that a token needs for a request, as a fine-grained token or an App names it. https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export type Right = `${"organization" | "repository"}: ${string} (read)`;

/** An answer with its headers, as Octokit gives it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly headers: { readonly link?: string | undefined };
}

export interface Page {
  readonly per_page: number;
  readonly page: number;
}

/** How an answer without the thing differs from one without the right: GitHub says 404 for both. */
export type Absent = (message: string) => boolean;

const NEVER: Absent = () => false;

/**
 * Asks GitHub one question after the other and remembers each that it refused. Whatever a refused question returns here must not be used:
 * {@link complete} is the only way out, and is closed while a right is missing.
 */
export class GithubReader {
  private readonly refused = new Map<Right, Set<string>>();

  private constructor(
    private readonly connection: BudgetedClient,
    readonly organization: string,
  ) {}

  static async connect(access: GitHubAccess, organization: string): Promise<GithubReader> {
    return new GithubReader(await budgetedClient(access), organization);
  }

  get client(): BudgetedClient["client"] {
    return this.connection.client;
  }

  /** @throws OutOfBudget when so many requests would eat into what others need in this hour */
  require(requests: number): void {
    this.connection.budget.require(requests);
  }

  /**
   * One answer; null where the thing is not there, or the right is missing.
   * @param where a repository's name, or the organization's
   * @param absent whether a 404 says that the thing is not there
   */
  async one<Data>(right: Right, where: string, ask: () => Promise<{ readonly data: Data }>, absent: Absent = NEVER): Promise<Data | null> {
    try {
      return (await ask()).data;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 && absent(messageOf(error))) return null;
      // A token without the right to a private thing is told that the thing is not there.
      // https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
      if (status !== 403 && status !== 404 && !isForbiddenQuery(error)) throw error;
      this.miss(right, where);
      return null;
    }
  }

  /** Every page of a list; empty where the right is missing. */
  async all<Item>(right: Right, where: string, ask: (page: Page) => Promise<Answer<readonly Item[]>>): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let page = 1; ; page++) {
      const found = await this.one(right, where, async () => {
        const answer = await ask({ per_page: 100, page });
        // https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers
        return { data: { items: answer.data, more: /\brel="next"/.test(answer.headers.link ?? "") } };
      });
      items.push(...(found?.items ?? []));
      if (!found?.more) return items;
    }
  }

  /** Remembers what GitHub did not show for want of a right. */
  miss(right: Right, where: string): void {
    this.refused.set(right, (this.refused.get(right) ?? new Set()).add(where));
  }

  /** What was read, when nothing of it is missing. @throws UserError with every right that the token lacks */
  complete<Result>(result: Result): Result {
    if (this.refused.size === 0) return result;
    const rights = [...this.refused].map(([right, places]) => `  ${right}: for ${shortList([...places])}`);
    throw new UserError(
      `nothing was written: this token may not read all of ${this.organization}, and what it does not see would be taken for missing. It lacks\n${rights.join("\n")}\nGive it these rights, or take the token of an owner of the organization (gh auth refresh --scopes repo,admin:org,read:org; gh auth token)`,
    );
  }
}

/** GraphQL answers 200 and says in the body what it refused; Octokit makes an error of it. https://docs.github.com/graphql/guides/forming-calls-with-graphql */
function isForbiddenQuery(error: unknown): boolean {
  const errors: unknown = error instanceof Error && "errors" in error ? error.errors : [];
  return (
    Array.isArray(errors) &&
    errors.some((each: { readonly type?: string }) => ["FORBIDDEN", "INSUFFICIENT_SCOPES"].includes(each.type ?? ""))
  );
}

const shortList = (places: readonly string[]): string =>
  places.length > 4 ? `${places.slice(0, 3).join(", ")} and ${places.length - 3} more` : places.join(", ");
