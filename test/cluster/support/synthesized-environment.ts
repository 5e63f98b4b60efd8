import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "../../../model/family";
import { synthesize } from "../../../stacks/synthesize";
import { evaluated, manifestsOf, type Attributes, type Manifest, type SynthesizedStack } from "./terraform-manifests";

/** A release of a chart of this repository, exactly as Terraform would make it. */
export interface LocalRelease {
  readonly name: string;
  readonly namespace: string;
  /** Folder of the chart. */
  readonly chart: string;
  /** JSON. */
  readonly values: string;
  readonly driver: string;
}

export interface SynthesizedEnvironment {
  /** The whole configuration, as text. */
  readonly json: string;
  readonly manifests: readonly Manifest[];
  /** In the order of their dependencies. */
  readonly releases: readonly LocalRelease[];
}

/** A family's stacks, written for the time of a test. */
export class SynthesizedFamily {
  private readonly directory = mkdtempSync(join(tmpdir(), "synthesized-"));

  constructor(readonly family: Family) {
    synthesize({ family, allowedActions: [], outputDirectory: this.directory, localState: true });
  }

  environment(name: string): SynthesizedEnvironment {
    const directory = join(this.directory, "stacks", name);
    const json = readFileSync(join(directory, "cdk.tf.json"), "utf8");
    const stack = JSON.parse(json) as SynthesizedStack;
    return { json, manifests: manifestsOf(stack), releases: localReleases(stack, directory) };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

interface Release extends Attributes {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly values: readonly [string];
  readonly provider?: string;
  readonly depends_on?: readonly string[];
}

function localReleases(stack: SynthesizedStack, directory: string): readonly LocalRelease[] {
  const all = stack.resource["helm_release"] ?? {};
  const ordered: string[] = [];
  const visit = (id: string): void => {
    if (ordered.includes(id)) return;
    for (const address of (all[id] as Release | undefined)?.depends_on ?? []) {
      if (address.startsWith("helm_release.")) visit(address.slice("helm_release.".length));
    }
    ordered.push(id);
  };
  Object.keys(all).forEach(visit);
  return ordered
    .map((id) => all[id] as Release)
    .filter(({ chart }) => chart.startsWith("./"))
    .map(({ name, namespace, chart, values, provider }) => {
      const driver = driverOf(stack, provider);
      return { name, namespace, chart: join(directory, chart), values: evaluated(values[0], `values of ${name}`), driver };
    });
}

function driverOf(stack: SynthesizedStack, provider = "helm"): string {
  const [, alias] = provider.split(".");
  const configured = stack.provider?.helm.find((each) => each.alias === alias);
  if (configured === undefined) throw new Error(`the stack configures no provider ${provider}`);
  return configured.helm_driver;
}
