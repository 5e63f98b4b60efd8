import "./without-stack-traces";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { PROJECT_FOLDER, providerLock } from "../contract/project-folder";
import { GITHUB_STACK } from "../contract/stacks";
import type { Family } from "../model/family";
import { EnvironmentStack } from "./environment-stack";
import { GithubStack } from "./github-stack";
import { keepCatalog } from "./applied-catalog";
import { useStateBackend } from "./state-backend";

export interface SynthesizeOptions {
  readonly family: Family;
  /** What GitHub Actions may run, as GitHub's patterns. */
  readonly allowedActions: readonly string[];
  /** Folder for the result. @default cdktf.out, or what the cdktf CLI says */
  readonly outputDirectory?: string;
  /**
   * Keeps the state in local files whatever the catalog says, and takes over none of what GitHub has already: the world of a rehearsal begins empty.
   * A rehearsal differs from a deploy in nothing else.
   * @default false
   */
  readonly localState?: boolean;
}

/** Writes the Terraform configuration of every stack and returns their names: `github`, then the environments in promotion order. */
export function synthesize({ family, allowedActions, outputDirectory, localState = false }: SynthesizeOptions): readonly string[] {
  const app = new App({ stackTraces: false, ...(outputDirectory === undefined ? {} : { outdir: outputDirectory }) });
  const chartsDirectory = join(PROJECT_FOLDER, "charts");
  const stacks: readonly (() => TerraformStack)[] = [
    () => new GithubStack(app, GITHUB_STACK, { family, allowedActions, imports: localState ? {} : family.imports }),
    ...Object.values(family.environments).map(
      (environment) => () => new EnvironmentStack(app, environment.name, { family, environment, chartsDirectory }),
    ),
  ];
  const names = stacks.map((makeStack) => {
    const stack = makeStack();
    const name = stack.node.id;
    keepCatalog(stack, family);
    useStateBackend(stack, name, localState ? { backend: "local" } : family.state);
    app.synth();
    // One tree in memory at a time: no stack knows another.
    app.node.tryRemoveChild(name);
    return name;
  });
  names.forEach((name) => {
    copyProviderLock(name, app.outdir);
  });
  return names;
}

/** Terraform wants the lock file beside the configuration, which is written anew each time; the repository keeps it (`sigma lock`). */
function copyProviderLock(stack: string, outputDirectory: string): void {
  const lock = providerLock(stack);
  if (existsSync(lock)) copyFileSync(lock, join(outputDirectory, "stacks", stack, ".terraform.lock.hcl"));
}
