import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Remotes } from "../../fleet/clone";
import { GitHub } from "../../fleet/github";
import type { FleetRepository, Ring } from "../../fleet/rings";
import type { Visited } from "../../fleet/standing";
import { updateFleet, type FleetUpdate } from "../../fleet/update-fleet";
import { visit, type Fleet } from "../../fleet/visit";
import type { Rendered } from "../../scaffolding/rendered";
import { scaffold, type Described } from "../cli/living-repository";
import { GitHubStandIn, TOKEN } from "./github-stand-in";

const LINES = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join("");
export const changed = (line: number, text: string, from = LINES): string => from.replace(`line ${line}\n`, `${text}\n`);

const [FIRST, SECOND, THIRD] = ["1", "2", "3"].map((digit) => digit.repeat(40)) as [string, string, string];
const caller = (commit: string, version: string, more = ""): string =>
  `jobs:\n  build:\n    uses: acme-corp/acme-infra/.github/workflows/build-python.yml@${commit} # ${version}\n${more}`;
const DELIVERY = ".github/workflows/delivery.yml";

/** An invented scaffold as it goes on: the second has a file less, one renamed, a check more, a newer Python. */
export const SCAFFOLDS: Readonly<Record<string, Readonly<Record<string, Described>>>> = {
  "1.0.0": {
    Makefile: LINES,
    "old.sh": "old\n",
    "workers/scan.py": changed(1, "scan"),
    "pyproject.toml": 'requires-python = ">=3.12"\n',
    [DELIVERY]: caller(FIRST, "v1.0.0"),
    "README.md": { text: "Yours\n", once: true },
  },
  "2.0.0": {
    Makefile: changed(3, "new"),
    "jobs/scan.py": changed(1, "scan"),
    "pyproject.toml": 'requires-python = ">=3.14"\n',
    [DELIVERY]: caller(SECOND, "v2.0.0", "  audit:\n    uses: acme-corp/acme-infra/.github/workflows/audit.yml@" + SECOND + " # v2.0.0\n"),
    "README.md": { text: "Yours\n", once: true },
  },
  "3.0.0": {
    Makefile: changed(3, "newer"),
    "jobs/scan.py": changed(1, "scan"),
    "pyproject.toml": 'requires-python = ">=3.14"\n',
    [DELIVERY]: caller(THIRD, "v3.0.0"),
    "README.md": { text: "Yours\n", once: true },
  },
};

export const rendered = (version: string): Rendered => scaffold(version, SCAFFOLDS[version] ?? {});

/** What the owners did since: the files of a later commit; null deletes one. */
export type Commit = Readonly<Record<string, string | null>>;

/** Histories that repositories of a family have, by what is special about them. */
export const HISTORIES: Readonly<Record<string, readonly Commit[]>> = {
  "as born": [],
  "other lines": [{ "app.py": "ours\n" }, { Makefile: changed(15, "ours") }],
  "same lines": [{ Makefile: changed(3, "ours") }],
  renamed: [{ "workers/scan.py": null, "scanner.py": changed(1, "scan") }],
  deleted: [{ Makefile: null }, { "app.py": "ours\n" }],
  "pins moved": [{ [DELIVERY]: caller(SECOND, "v2.0.0") }],
  "long lived": Array.from({ length: 12 }, (_, index) => ({ [`notes/${index}.md`]: `note ${index}\n` })),
};

/** A family of living repositories on a git server (a folder), and GitHub beside it. */
export class InventedFleet {
  readonly repositories: FleetRepository[] = [];
  private readonly made = new Map<string, string>();

  private constructor(
    readonly root: string,
    readonly github: GitHubStandIn,
  ) {}

  static async start(): Promise<InventedFleet> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "fleet-server-")));
    return new InventedFleet(root, await GitHubStandIn.start(root));
  }

  /** A repository of the catalog; without files it is not on GitHub yet. */
  add(
    name: string,
    ring: Ring,
    {
      version = "1.0.0",
      history = [],
      born = rendered(version),
    }: { version?: string; history?: readonly Commit[]; born?: Rendered | null } = {},
  ): void {
    this.repositories.push({ name, ring, requiredChecks: ["build / result"] });
    if (born === null) return;
    const directory = join(this.root, `${name}.git`);
    const first: Commit = Object.fromEntries([...born].map(([path, { text }]) => [path, text]));
    const commits = [first, ...history].map((files, index) => commit(files, index)).join("");
    // Copied where there is one already: two programs for each of forty repositories take longer than the copies.
    const alike = this.made.get(commits);
    if (alike !== undefined) {
      cpSync(alike, directory, { recursive: true });
      return;
    }
    this.made.set(commits, directory);
    mkdirSync(directory);
    const git = (args: readonly string[], input = "") =>
      execFileSync("git", ["-C", directory, ...args], { input, stdio: ["pipe", "ignore", "inherit"] });
    git(["init", "--quiet", "--bare", "--initial-branch", "main", "--template="]);
    git(["fast-import", "--quiet"], commits);
  }

  /** A commit of a person on a branch of the server. */
  push(name: string, branch: string, files: Commit): void {
    const tip = this.github.git(name)("rev-parse", `refs/heads/${branch}`);
    execFileSync("git", ["-C", join(this.root, `${name}.git`), "fast-import", "--quiet"], { input: commit(files, 100, branch, tip) });
  }

  async fleet(version: string): Promise<Fleet> {
    return connected(this.root, this.github.url, version);
  }

  async update(version = "2.0.0", { ring, waitMinutes = 0 }: { ring?: Ring; waitMinutes?: number } = {}): Promise<FleetUpdate> {
    const props = { repositories: this.repositories, waitMinutes, lookEveryMs: 1, onVisit: () => undefined };
    return updateFleet({ ...(await this.fleet(version)), ...props, ...(ring && { ring }) });
  }

  async look(version = "2.0.0"): Promise<readonly Visited[]> {
    const fleet = await this.fleet(version);
    const visited: Visited[] = [];
    for (const repository of this.repositories) visited.push(await visit(fleet, repository, "look"));
    return visited;
  }

  stop(): void {
    this.github.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** One commit of a person, for `git fast-import`. */
function commit(files: Commit, index: number, branch = "main", from?: string): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const changes = Object.entries(files).map(([path, text]) => (text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`));
  const when = 1_780_000_000 + index;
  return `commit refs/heads/${branch}\ncommitter Ada <ada@acme.example> ${when} +0000\n${data(`Change ${index}`)}${from ? `from ${from}\n` : ""}${changes.join("")}\n`;
}

/** The fleet as the command sees it, with its scaffolds at a version. */
export async function connected(root: string, api: string, version: string): Promise<Fleet> {
  const remotes: Remotes = {
    url: (repository) => pathToFileURL(join(root, `${repository}.git`)).href,
    environment: {},
    author: { name: "acme-infra", email: "acme-infra@fleet.invalid" },
  };
  const pins = { library: "acme-corp/acme-infra", released: [FIRST, SECOND, THIRD] };
  const github = await GitHub.connect({ api, token: TOKEN, writePaceMs: 0 }, "acme-corp");
  return { github, remotes, scaffold: { version, origin: "acme-infra", pins, render: () => rendered(version) } };
}

/** Where each repository stands, by name. */
export const standings = (visited: readonly Visited[]): Readonly<Record<string, string>> =>
  Object.fromEntries(visited.map(({ name, standing }) => [name, standing.at]));
