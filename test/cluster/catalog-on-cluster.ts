import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import type { KubernetesObject } from "./support/api-client";
import { applicationsOf } from "./support/applications";
import type { Cluster } from "./support/cluster";
import { deployEnvironment, makeArchiveKeys, releaseApplication, valuesFile } from "./support/deploy";
import { whileJobsEnd } from "./support/pretend-kubelet";
import { SynthesizedFamily, type SynthesizedEnvironment } from "./support/synthesized-environment";

interface Plugin {
  readonly name: string;
  readonly parameters: { readonly barmanObjectName: string; readonly serverName: string };
}

/** The part of CloudNativePG's Cluster that says where its data and its archive are. */
export interface DatabaseCluster extends KubernetesObject {
  readonly spec: {
    readonly imageName: string;
    readonly instances: number;
    readonly storage: { readonly size: string };
    readonly postgresql: { readonly synchronous?: object };
    readonly bootstrap: { readonly recovery?: { readonly recoveryTarget: { readonly targetTime: string } } };
    readonly externalClusters?: readonly { readonly plugin: Plugin }[];
    readonly plugins?: readonly Plugin[];
  };
}

/** The folder of a catalog that somebody edits, and the cluster that it is deployed to: the invented family's, or a copy of another folder. */
export class CatalogOnCluster {
  readonly folder = mkdtempSync(join(tmpdir(), "catalog-"));
  /** Written to disk, where their charts are released from. */
  private readonly families: SynthesizedFamily[] = [];

  constructor(
    private readonly cluster: Cluster,
    from = join(__dirname, "../family/acme"),
  ) {
    cpSync(from, this.folder, { recursive: true });
  }

  synthesized(environment: string): SynthesizedEnvironment {
    const family = new SynthesizedFamily(loadFamily(this.folder));
    this.families.push(family);
    return family.environment(environment);
  }

  async deployAll(environment: string): Promise<void> {
    await deployEnvironment(this.cluster, this.synthesized(environment));
  }

  /**
   * What `sigma deploy` does after an edit with the objects of the stack and the release of one database.
   * @throws when the API server or Helm refuses
   */
  async deploy(environment: string, database: string): Promise<void> {
    const { manifests, releases } = this.synthesized(environment);
    await this.cluster.apply(manifests);
    const release = releases.find(({ name }) => name === database);
    if (release === undefined) throw new Error(`the stack ${environment} has no release ${database}`);
    const { name, namespace, chart, values, driver } = release;
    await makeArchiveKeys(this.cluster, namespace, values);
    const file = valuesFile(this.cluster, values);
    const args = ["upgrade", name, chart, "--install", "--namespace", namespace, "--values", file, "--atomic", "--timeout", "60s"];
    const { code, stderr } = await whileJobsEnd(this.cluster, "Succeeded", () =>
      this.cluster.tryHelm("helm3", args, { HELM_DRIVER: driver }),
    );
    if (code !== 0) throw new Error(`${name} in ${namespace}: ${stderr}`);
  }

  async releaseApplication(environment: string, name: string): Promise<void> {
    const family = loadFamily(this.folder);
    const here = family.environments[environment];
    const application = here && applicationsOf(family, here).find((each) => each.name === name);
    if (application === undefined) throw new Error(`no application ${name} in ${environment}`);
    await releaseApplication(this.cluster, application);
  }

  remove(): void {
    for (const family of this.families) family.remove();
    rmSync(this.folder, { recursive: true });
  }
}
