import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Environment, Family } from "../../../model/family";
import { loadFamily } from "../../../model/load";
import { synthesize } from "../../../stacks/synthesize";
import type { SynthesizedStack } from "../../cluster/support/terraform-manifests";
import { ARCHIVE_SECRET, BUCKET } from "./object-store";
import type { LiveCluster } from "./live-cluster";
import { API_PORT } from "./site";
import { POSTGRES } from "./standard-images";
import { STORAGE_CLASS } from "./volumes";

/** The one environment of the invented family that lives. */
export const ENVIRONMENT = "quay";

/** A synthesized stack, and the folder that its charts' paths start from. */
export interface StackOnDisk {
  readonly stack: SynthesizedStack;
  readonly folder: string;
}

/** The catalog of the family harbor, as somebody edits it: a copy that knows the live cluster's address, archive and image of Postgres. */
export class LiveCatalog {
  readonly folder: string;

  constructor(private readonly live: LiveCluster) {
    this.folder = join(live.site.folder, "catalog");
  }

  /** Writes it as it is before anybody edits it. */
  write({ endpoint }: { readonly endpoint: string }): void {
    cpSync(join(__dirname, "../../family/harbor"), this.folder, { recursive: true });
    const { site, controlPlane } = this.live;
    const authority = readFileSync(controlPlane.authority.certificate).toString("base64");
    this.set("environments.yaml", {
      [`${ENVIRONMENT}.cluster.server`]: `https://${site.host}:${API_PORT}`,
      [`${ENVIRONMENT}.cluster.ca`]: authority,
      [`${ENVIRONMENT}.cluster.podCidr`]: site.podNetwork,
      [`${ENVIRONMENT}.cluster.apiServerCidr`]: `${site.host}/32`,
      [`${ENVIRONMENT}.cluster.archiveCidrs`]: [`${site.host}/32`],
      [`${ENVIRONMENT}.cluster.storageClass`]: STORAGE_CLASS,
      [`${ENVIRONMENT}.archive`]: { bucket: `s3://${BUCKET}`, endpoint, credentials: ARCHIVE_SECRET, endpointCA: authority },
    });
    this.set("family.yaml", { "database.image": this.live.standardImage(POSTGRES) });
  }

  /** Writes values by their path: `environments.yaml`, `quay.instances`. */
  set(file: string, values: Readonly<Record<string, unknown>>): void {
    const path = join(this.folder, file);
    const document = parseDocument(readFileSync(path, "utf8"));
    for (const [at, value] of Object.entries(values)) document.setIn(at.split("."), value);
    writeFileSync(path, String(document));
  }

  /** Removes an entry's field. */
  unset(file: string, at: string): void {
    const path = join(this.folder, file);
    const document = parseDocument(readFileSync(path, "utf8"));
    document.deleteIn(at.split("."));
    writeFileSync(path, String(document));
  }

  /** @throws with every problem of the catalog */
  family(): Family {
    return loadFamily(this.folder);
  }

  environment(): Environment {
    return this.family().environments[ENVIRONMENT]!;
  }

  /** The environment's stack, written anew. */
  synthesized(): StackOnDisk {
    const outputDirectory = mkdtempSync(join(this.live.site.folder, "synthesized-"));
    synthesize({ family: this.family(), allowedActions: [], outputDirectory, localState: true });
    const folder = join(outputDirectory, "stacks", ENVIRONMENT);
    return { stack: JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as SynthesizedStack, folder };
  }
}
