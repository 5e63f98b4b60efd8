import type { Octokit } from "@octokit/core";
import type { Budget } from "./budget";
import { budgetedClient, messageOf, statusOf } from "./budgeted-client";
import { SUPERSEDED_LABEL, UPDATE_BRANCH, UPDATE_LABEL } from "./branch";
import { concluded, judged, reported, type Check } from "./checks";
import type { GitHubAccess } from "./github-client";
import type { Checks, Update } from "./standing";

export interface NewUpdate {
  readonly branch: string;
  /** Branch that it is merged into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** What GitHub's REST API says of a pull request, as far as it is read here. */
interface PullRequest {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly merged_at?: string | null | undefined;
  readonly head: { readonly label: string; readonly ref: string; readonly sha: string };
  readonly labels: readonly { readonly name?: string | undefined }[];
}

/** Pull requests and checks of an organization's repositories. Nothing is kept here: what a run knows it reads from GitHub. */
export class GitHub {
  private constructor(
    private readonly client: Octokit,
    readonly budget: Budget,
    private readonly owner: string,
  ) {}

  static async connect(access: GitHubAccess, organization: string): Promise<GitHub> {
    const { client, budget } = await budgetedClient(access);
    return new GitHub(client, budget, organization);
  }

  /** The updates whose branch has this name, open or not; a branch that is gone is still found by its name. */
  async updatesOf(repository: string, branch: string): Promise<readonly Update[]> {
    return this.pulls(repository, { state: "all", head: `${this.owner}:${branch}` });
  }

  /** Every open update of a repository, whoever made it. */
  async openUpdates(repository: string): Promise<readonly Update[]> {
    return (await this.pulls(repository, { state: "open" })).filter(({ branch }) => branch.startsWith(UPDATE_BRANCH));
  }

  /** Opens an update, or returns the one that is open already. */
  async open(repository: string, update: NewUpdate): Promise<Update> {
    try {
      return await this.create(repository, update);
    } catch (error) {
      // https://docs.github.com/rest/pulls/pulls#create-a-pull-request: 422 for a second pull request of a branch, and for a draft where the plan has none.
      if (statusOf(error) !== 422) throw error;
      const [open] = (await this.updatesOf(repository, update.branch)).filter(({ state }) => state === "open");
      if (open) return open;
      if (update.draft && /draft/i.test(messageOf(error))) return this.create(repository, { ...update, draft: false });
      throw error;
    }
  }

  /** Labels it as an update of the fleet, once. */
  async label(repository: string, { number, labels }: Update): Promise<void> {
    if (!labels.includes(UPDATE_LABEL)) await this.addLabel(repository, number, UPDATE_LABEL);
  }

  /** Closes an update that a newer one takes the place of. Labeled first, so that a run that ends in between is not taken for a refusal. */
  async supersede(repository: string, { number, labels }: Update): Promise<void> {
    if (!labels.includes(SUPERSEDED_LABEL)) await this.addLabel(repository, number, SUPERSEDED_LABEL);
    await this.client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
      ...this.at(repository),
      pull_number: number,
      state: "closed",
    });
  }

  /** Check runs and commit statuses of a commit: GitHub has both, and branch protection takes either. */
  async checks(repository: string, commit: string, required: readonly string[]): Promise<Checks> {
    const at = { ...this.at(repository), ref: commit, per_page: 100 };
    const [runs, statuses] = await Promise.all([
      this.client.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", at),
      this.client.request("GET /repos/{owner}/{repo}/commits/{ref}/status", at),
    ]);
    const checks: readonly Check[] = [
      ...runs.data.check_runs.map(({ name, conclusion }) => ({ name, passed: concluded(conclusion) })),
      ...statuses.data.statuses.map(({ context, state }) => ({ name: context, passed: reported(state) })),
    ];
    return judged(checks, required);
  }

  private async pulls(
    repository: string,
    query: { readonly state: "all" | "open"; readonly head?: string },
    page = 1,
  ): Promise<readonly Update[]> {
    const { data } = await this.client.request("GET /repos/{owner}/{repo}/pulls", {
      ...this.at(repository),
      ...query,
      per_page: PAGE,
      page,
    });
    // A fork may have a branch of the same name.
    const found = data.filter(({ head }) => head.label === `${this.owner}:${head.ref}`).map(updateOf);
    return data.length < PAGE ? found : [...found, ...(await this.pulls(repository, query, page + 1))];
  }

  private async create(repository: string, { branch, ...update }: NewUpdate): Promise<Update> {
    const { data } = await this.client.request("POST /repos/{owner}/{repo}/pulls", { ...this.at(repository), ...update, head: branch });
    return updateOf(data);
  }

  private async addLabel(repository: string, number: number, label: string): Promise<void> {
    await this.client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
      ...this.at(repository),
      issue_number: number,
      labels: [label],
    });
  }

  private at(repository: string): { readonly owner: string; readonly repo: string } {
    return { owner: this.owner, repo: repository };
  }
}

/** Pull requests of one page, the most that GitHub gives. */
const PAGE = 100;

const updateOf = ({ number, html_url, state, draft, merged_at, head, labels }: PullRequest): Update => ({
  number,
  url: html_url,
  branch: head.ref,
  head: head.sha,
  state: merged_at ? "merged" : state === "open" ? "open" : "closed",
  draft: draft ?? false,
  labels: labels.flatMap(({ name }) => name ?? []),
});
