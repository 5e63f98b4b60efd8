import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { loadFamily } from "../../model/load";
import { startProviders } from "../../sandbox/start-providers";
import { emittedFiles } from "../../workflows/files";
import { libraryProps } from "../../workflows/library-props";
import { ProjectCopy } from "../cli/project-copy";
import { ACME } from "../cli/workplace";
import { runJob, type JobRun } from "./emitted-job";
import { serve, type Served } from "./serve";

/** The App's key, which no plan may hold. */
export const APP_KEY = "a-key-that-no-plan-may-hold";
const STATE_ROLE = "arn:aws:iam::4711:role/state";

export interface Threads {
  readonly comments: readonly string[];
  /** `app`: the GitHub App that opened it; null for a person's. */
  readonly issues: readonly {
    readonly number: number;
    readonly title: string;
    readonly body: string;
    readonly state: string;
    readonly app: string | null;
  }[];
  readonly runs: readonly { readonly updatedAt: string; readonly url: string }[];
}

export interface InfraJob {
  readonly workflow: "infra-plan" | "infra-apply" | "infra-drift";
  readonly job: string;
  readonly expressions?: Readonly<Record<string, string>>;
  /** Edits the checkout before the job: what a commit would. */
  readonly commit?: (checkout: ProjectCopy) => void;
}

/**
 * The jobs of the platform's workflows, taken out of the emitted YAML, with the real `sigma` and the real Terraform. Each job gets a checkout of its own, as
 * on a runner; artifacts and the state, which is elsewhere in earnest, are handed on. The providers are the project's stand-ins, and so is what GitHub answers.
 */
export class InfraRehearsal {
  /** What GitHub knows otherwise than it usually does. */
  expressions: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly home: string,
    private readonly tokens: Served,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  static async start(): Promise<InfraRehearsal> {
    const home = mkdtempSync(join(tmpdir(), "infra-"));
    for (const folder of ["bin", "state", "artifacts"]) mkdirSync(join(home, folder));
    for (const [program, standIn] of [
      ["gh", "gh-threads"],
      ["npm", "npm"],
    ] as const) {
      cpSync(join(__dirname, "stand-ins", standIn), join(home, "bin", program));
      chmodSync(join(home, "bin", program), 0o755);
    }
    const tokens = await serve((request, response) => {
      const audience = new URL(request.url ?? "", "http://localhost").searchParams.get("audience");
      response.writeHead(200).end(JSON.stringify({ value: `token-for-${audience}` }));
    });
    const rehearsal = new InfraRehearsal(home, tokens, emittedFiles(libraryProps(loadFamily(ACME))));
    rehearsal.threads = {
      comments: [],
      issues: [],
      runs: [{ updatedAt: "2026-11-21T03:00:00Z", url: "https://github.com/acme-corp/acme-infra/actions/runs/7" }],
    };
    return rehearsal;
  }

  stop(): void {
    this.tokens.stop();
    rmSync(this.home, { recursive: true });
  }

  /** Comments and issues of the repository. */
  get threads(): Threads {
    return JSON.parse(readFileSync(join(this.home, "threads.json"), "utf8")) as Threads;
  }
  set threads(threads: Threads) {
    writeFileSync(join(this.home, "threads.json"), JSON.stringify(threads));
  }

  /** Where the stand-in providers keep their world. */
  get world(): string {
    return join(this.home, "providers");
  }

  /** A file of the artifact with a stack's plan. */
  artifact(stack: string, file: string): string {
    return join(this.home, "artifacts", `plan-${stack}`, file);
  }

  /** Plans a stack and keeps the artifact, as the job's last step does. */
  async plan(workflow: InfraJob["workflow"], stack: string, commit?: InfraJob["commit"]): Promise<JobRun> {
    const artifact = this.artifact(stack, "");
    rmSync(artifact, { recursive: true, force: true });
    return this.run({ workflow, job: `plan-${stack}`, ...(commit && { commit }) }, (checkout) => {
      if (checkout.has("planned")) cpSync(checkout.path("planned"), artifact, { recursive: true });
    });
  }

  /** Applies what was planned, behind the environment. */
  apply(stack: string, digest: string, allowDelete = "", commit?: InfraJob["commit"]): Promise<JobRun> {
    const expressions = { [`needs.plan-${stack}.outputs.digest`]: digest, "inputs.allow-delete": allowDelete };
    return this.run({ workflow: "infra-apply", job: `apply-${stack}`, expressions, ...(commit && { commit }) });
  }

  /** Runs a job that looks at the plans of all stacks: `comment`, `report`. */
  afterwards(workflow: InfraJob["workflow"], job: string): Promise<JobRun> {
    return this.run({ workflow, job, expressions: { "github.event.pull_request.number": "7" } });
  }

  private async run(
    { workflow, job, expressions = {}, commit }: InfraJob,
    finish: (checkout: ProjectCopy) => void = () => undefined,
  ): Promise<JobRun> {
    const checkout = new ProjectCopy();
    const providers = await startProviders({ directory: this.world });
    try {
      rmSync(checkout.path("catalog"), { recursive: true });
      cpSync(ACME, checkout.path("catalog"), { recursive: true });
      commit?.(checkout);
      this.fetch(checkout, job);
      const text = this.texts.get(`.github/workflows/${workflow}.yml`) ?? "";
      const run = await runJob({
        text,
        job,
        cwd: checkout.directory,
        environment: { ...this.environment(), ...providers.environment },
        expressions: { ...EXPRESSIONS, ...this.expressions, ...expressions },
      });
      for (const file of readdirSync(checkout.directory))
        if (file.endsWith(".tfstate")) cpSync(checkout.path(file), join(this.home, "state", file));
      finish(checkout);
      return run;
    } finally {
      await providers.stop();
      checkout.remove();
    }
  }

  /** The state, and the artifacts where each kind of job unpacks them. */
  private fetch(checkout: ProjectCopy, job: string): void {
    cpSync(join(this.home, "state"), checkout.directory, { recursive: true });
    for (const name of readdirSync(join(this.home, "artifacts"))) {
      cpSync(join(this.home, "artifacts", name), checkout.path("plans", name), { recursive: true });
      if (name === job.replace("apply-", "plan-"))
        cpSync(join(this.home, "artifacts", name), checkout.path("planned"), { recursive: true });
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      SIGMA_LOCAL_STATE: "true",
      // Stand-ins take the place of the cluster, which a real deploy asks first; acme's facts are invented.
      SIGMA_REHEARSAL: "sandbox",
      PATH: [join(this.home, "bin"), process.env["PATH"]].join(delimiter),
      HOME: this.home,
      THREADS: join(this.home, "threads.json"),
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${this.tokens.port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme-corp/acme-infra",
      GITHUB_RUN_ID: "42",
    };
  }
}

const EXPRESSIONS: Readonly<Record<string, string>> = {
  "vars.STATE_ROLE": STATE_ROLE,
  "vars.PLATFORM_APP_ID": "4711",
  "vars.PLATFORM_APP_INSTALLATION": "1",
  "secrets.PLATFORM_APP_KEY": APP_KEY,
  "github.token": "token",
  "github.repository": "acme-corp/acme-infra",
};
