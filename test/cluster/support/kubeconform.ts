import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOOLS, until, type Cluster } from "./cluster";
import { run } from "./run";
import { schemaFile, schemaLocation, writeSchemas } from "./schemas";
import type { Manifest } from "./terraform-manifests";

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** Checks manifests against the schemas of an API server. */
export class Kubeconform {
  private constructor(private readonly directory: string) {}

  static async of(cluster: Cluster): Promise<Kubeconform> {
    const directory = mkdtempSync(join(tmpdir(), "schemas-"));
    const custom = await cluster.api.list<Definition>("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
    const files = custom.flatMap(({ spec }) =>
      spec.versions.filter(({ served }) => served).map(({ name }) => schemaFile(spec.group, name, spec.names.kind)),
    );
    await until(async () => {
      const written = await writeSchemas(cluster.api, directory);
      return files.every((file) => written.has(file));
    }, "the schemas of the custom kinds");
    return new Kubeconform(directory);
  }

  /** What is wrong, one line each; a kind without schema is wrong too. */
  async problems(manifests: readonly Manifest[]): Promise<readonly string[]> {
    const input = manifests.map((manifest) => JSON.stringify(manifest)).join("\n---\n");
    const args = ["-strict", "-output", "json", "-schema-location", schemaLocation(this.directory), "-"];
    const { stdout, stderr } = await run(join(TOOLS, "kubeconform"), args, { input });
    if (stdout === "") throw new Error(`kubeconform: ${stderr}`);
    const { resources } = JSON.parse(stdout) as { resources: readonly { kind: string; name: string; status: string; msg: string }[] };
    return resources.map(({ kind, name, msg }) => `${kind}/${name}: ${msg}`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
