import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformOrTofu } from "../../cli/terraform/terraform";
import { startProviders } from "../../sandbox/start-providers";
import { runFolder } from "../run-folder";

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const SOURCES = { github: "integrations/github", kubernetes: "hashicorp/kubernetes", helm: "hashicorp/helm" };
const CONFIGURED = {
  github: { owner: "acme-corp" },
  kubernetes: { config_context: "dev" },
  helm: { kubernetes: { config_context: "dev" } },
};

/** Schemas are derived once for all tests of a process. */
const SCHEMAS = join(runFolder(), `rehearsal-schemas-${process.pid}`);
process.on("exit", () => {
  rmSync(SCHEMAS, { recursive: true, force: true });
});

/** One folder with a Terraform configuration, and below it what the stand-in providers keep. */
export class Rehearsal {
  readonly directory: string;

  constructor(readonly folder = mkdtempSync(join(tmpdir(), "rehearsal-"))) {
    this.directory = join(folder, "sandbox");
    if (existsSync(SCHEMAS)) cpSync(SCHEMAS, join(this.directory, "schemas"), { recursive: true });
  }

  /** Writes the configuration: resources by type and name. */
  configure(resource: object, more: object = {}): void {
    const required_providers = Object.fromEntries(Object.entries(SOURCES).map(([name, source]) => [name, { source }]));
    const configuration = { terraform: { required_providers }, provider: CONFIGURED, resource, ...more };
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(configuration, null, 1));
  }

  /** Runs terraform commands one after the other with the providers attached; the outcome of the last. */
  async terraform(...commands: readonly string[]): Promise<Outcome> {
    const providers = await startProviders({ directory: this.directory });
    if (!existsSync(SCHEMAS)) cpSync(join(this.directory, "schemas"), SCHEMAS, { recursive: true });
    try {
      let outcome: Outcome = { code: 0, output: "" };
      for (const command of ["init", ...commands]) outcome = await this.run(command, providers.environment);
      return outcome;
    } finally {
      await providers.stop();
    }
  }

  run(command: string, environment: Readonly<Record<string, string>>): Promise<Outcome> {
    return new Promise((resolve) => {
      const [name = "", ...rest] = command.split(" ");
      const flags = ["plan", "apply", "destroy", "import"].includes(name)
        ? ["-no-color", "-input=false"]
        : name === "state"
          ? []
          : ["-no-color"];
      const approve = (name === "apply" && !rest.includes("tf.plan")) || name === "destroy" ? ["-auto-approve"] : [];
      const child = spawn(terraformOrTofu(), [name, ...flags, ...approve, ...rest], {
        cwd: this.folder,
        env: { PATH: process.env["PATH"], HOME: this.folder, ...environment },
      });
      let output = "";
      child.stdout.on("data", (text: Buffer) => (output += text.toString()));
      child.stderr.on("data", (text: Buffer) => (output += text.toString()));
      child.on("close", (code) => {
        resolve({ code, output });
      });
    });
  }

  /** Exit code 0 without changes, 2 with changes. */
  plan(): Promise<Outcome> {
    return this.terraform("plan -detailed-exitcode");
  }

  world(): string {
    return readFileSync(join(this.directory, "world.json"), "utf8");
  }

  breakWorld(text: string): void {
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(join(this.directory, "world.json"), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
