import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { OrganizationStandIn } from "./organization-stand-in";

export interface PullRequest {
  readonly number: number;
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  state: "open" | "closed";
  merged: boolean;
  readonly labels: string[];
}

export type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];
type Check = { readonly name: string; readonly conclusion: string | null };

const OWNER = "acme-corp";
export const TOKEN = "installation-token";

/** GitHub's REST API over a folder of bare repositories: the part that the fleet asks, and what GitHub refuses of it. Each rule names its source. */
export class GitHubStandIn {
  readonly pulls: PullRequest[] = [];
  /** Every request, as `METHOD path`, but for those of the limit itself. */
  readonly requests: string[] = [];
  /** Requests that are left in the hour. */
  remaining = 5000;
  /** Answers that are still refused with a secondary limit. */
  secondary = 0;
  /** Whether the organization's plan has drafts in private repositories. */
  drafts = true;
  /** Called when a write has been done, before its answer: a lost answer is `true`. */
  onWrite: (request: string) => boolean = () => false;
  /** The checks of a repository's update. */
  checksOf: (repository: string) => readonly Check[] = () => [{ name: "build / result", conclusion: "success" }];
  /** What the organization has beside the pull requests; null where nobody asks for it. */
  organization: OrganizationStandIn | null = null;
  private server: Server | null = null;

  private constructor(private readonly root: string) {}

  /** @param root the folder of `<repository>.git` */
  static async start(root: string): Promise<GitHubStandIn> {
    const standIn = new GitHubStandIn(root);
    standIn.server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const [status, answer, headers = {}] = standIn.answer(request, body);
        response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...standIn.limits, ...headers });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => standIn.server?.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  of(repository: string): readonly PullRequest[] {
    return this.pulls.filter((each) => each.repository === repository);
  }

  /** As a person presses the button: squashed into the default branch, the branch deleted. */
  merge(pull: PullRequest): void {
    const git = this.git(pull.repository);
    const tree = git("rev-parse", `refs/heads/${pull.head}^{tree}`);
    const commit = git("-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "commit-tree", tree, "-p", "main", "-m", pull.title);
    git("update-ref", "refs/heads/main", commit);
    git("update-ref", "-d", `refs/heads/${pull.head}`);
    pull.state = "closed";
    pull.merged = true;
  }

  git(repository: string): (...args: readonly string[]) => string {
    return (...args) => execFileSync("git", ["-C", join(this.root, `${repository}.git`), ...args], { encoding: "utf8" }).trimEnd();
  }

  /** On every answer. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
  private get limits(): Record<string, string> {
    return { "x-ratelimit-remaining": String(this.remaining), "x-ratelimit-reset": "1796000400", "x-ratelimit-resource": "core" };
  }

  private answer(request: IncomingMessage, body: Readonly<Record<string, unknown>>): Answer {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    // https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
    if (request.headers.authorization !== `token ${TOKEN}` && request.headers.authorization !== `bearer ${TOKEN}`)
      return [401, { message: "Bad credentials" }];
    // Not counted: https://docs.github.com/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user
    if (pathname === "/rate_limit") return [200, { rate: { remaining: this.remaining } }];
    this.requests.push(`${request.method ?? ""} ${pathname}`);
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
    if (this.remaining <= 0) return [403, { message: "API rate limit exceeded for installation ID 880." }];
    this.remaining -= 1;
    if (this.secondary > 0) {
      this.secondary -= 1;
      return [403, { message: "You have exceeded a secondary rate limit." }, { "retry-after": "1" }];
    }
    const ofOrganization = this.organization?.answer(request.method ?? "", new URL(request.url ?? "", this.url), body);
    if (ofOrganization) return ofOrganization;
    const [, owner, repository = "", path = ""] = /^\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    // A private repository that the token cannot see is not found either. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
    if (owner !== OWNER || !this.exists(repository)) return [404, { message: "Not Found" }];
    this.closeWithoutBranch(repository);
    const answer =
      request.method === "GET" ? this.read(repository, path, searchParams) : this.write(request.method ?? "", repository, path, body);
    const lost = request.method !== "GET" && answer[0] < 300 && this.onWrite(`${request.method ?? ""} ${path}`);
    return lost ? [400, { message: "the answer was lost" }] : answer;
  }

  private read(repository: string, path: string, query: URLSearchParams): Answer {
    if (path === "pulls") {
      const [perPage, page] = [Number(query.get("per_page") ?? 30), Number(query.get("page") ?? 1)];
      const wanted = [...this.of(repository)]
        .reverse()
        // https://docs.github.com/rest/pulls/pulls#list-pull-requests: state is open when left out, head is user:ref-name
        .filter(({ state }) => query.get("state") === "all" || state === (query.get("state") ?? "open"))
        .filter(({ head }) => query.get("head") === null || query.get("head") === `${OWNER}:${head}`);
      return [200, wanted.slice((page - 1) * perPage, page * perPage).map((pull) => this.shown(pull))];
    }
    const [, commit, what] = /^commits\/([0-9a-f]{40})\/(check-runs|status)$/.exec(path) ?? [];
    if (commit === undefined) return [404, { message: "Not Found" }];
    if (what === "check-runs") return [200, { check_runs: this.checksOf(repository) }];
    return [200, { state: "pending", statuses: [] }];
  }

  private write(method: string, repository: string, path: string, body: Readonly<Record<string, unknown>>): Answer {
    if (method === "POST" && path === "pulls") return this.create(repository, body);
    const [, issue] = /^issues\/(\d+)\/labels$/.exec(path) ?? [];
    const [, number] = /^pulls\/(\d+)$/.exec(path) ?? [];
    const pull = this.of(repository).find((each) => String(each.number) === (issue ?? number));
    if (!pull) return [404, { message: "Not Found" }];
    if (method === "POST" && issue !== undefined) {
      // Labels that the repository does not have are made. https://docs.github.com/rest/issues/labels#add-labels-to-an-issue
      for (const label of body["labels"] as readonly string[]) if (!pull.labels.includes(label)) pull.labels.push(label);
      return [200, pull.labels.map((name) => ({ name }))];
    }
    if (method === "PATCH" && number !== undefined && body["state"] === "closed") {
      pull.state = "closed";
      return [200, this.shown(pull)];
    }
    return [404, { message: "Not Found" }];
  }

  /** https://docs.github.com/rest/pulls/pulls#create-a-pull-request */
  private create(repository: string, body: Readonly<Record<string, unknown>>): Answer {
    const { head, base, title, body: text, draft } = body as Record<"head" | "base" | "title" | "body", string> & { draft: boolean };
    const invalid = (message: string): Answer => [
      422,
      { message: "Validation Failed", errors: [{ resource: "PullRequest", code: "custom", message }] },
    ];
    if (this.tip(repository, head) === null)
      return [422, { message: "Validation Failed", errors: [{ resource: "PullRequest", field: "head", code: "invalid" }] }];
    if (this.of(repository).some((each) => each.head === head && each.state === "open"))
      return invalid(`A pull request already exists for ${OWNER}:${head}.`);
    if (this.tip(repository, head) === this.tip(repository, base)) return invalid(`No commits between ${base} and ${head}`);
    // https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-pull-requests#draft-pull-requests
    if (draft && !this.drafts) return [422, { message: "Draft pull requests are not supported in this repository." }];
    const pull: PullRequest = {
      number: this.pulls.length + 1,
      repository,
      head,
      base,
      title,
      body: text,
      draft,
      state: "open",
      merged: false,
      labels: [],
    };
    this.pulls.push(pull);
    return [201, this.shown(pull)];
  }

  /** A pull request is closed when its branch goes. https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-branches */
  private closeWithoutBranch(repository: string): void {
    for (const pull of this.of(repository)) if (pull.state === "open" && this.tip(repository, pull.head) === null) pull.state = "closed";
  }

  private shown({ number, repository, head, title, body, draft, state, merged, labels }: PullRequest): object {
    return {
      number,
      html_url: `https://github.com/${OWNER}/${repository}/pull/${number}`,
      title,
      body,
      draft,
      state,
      merged_at: merged ? "2026-11-29T12:00:00Z" : null,
      head: { label: `${OWNER}:${head}`, ref: head, sha: this.tip(repository, head) ?? "0".repeat(40) },
      labels: labels.map((name) => ({ name })),
    };
  }

  /** Read from its file: a program for each request would cost more than all else. Nothing packs the references of these repositories. */
  private tip(repository: string, branch: string): string | null {
    const file = join(this.root, `${repository}.git/refs/heads`, branch);
    return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
  }

  private exists(repository: string): boolean {
    return existsSync(join(this.root, `${repository}.git`));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
