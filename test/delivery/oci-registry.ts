import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { KeyPair } from "../cluster/support/certificate-authority";
import { serve } from "./serve";

const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export interface ServedChart {
  /** `acme-corp/acme-infra/charts/service`. */
  readonly name: string;
  readonly tag: string;
  /** The packaged chart, a `.tgz`. */
  readonly file: string;
  /** Its `Chart.yaml` as an object. */
  readonly metadata: object;
}

/** A registry on loopback that can only be read: the part of the OCI distribution protocol that `helm pull` speaks. */
export class OciRegistry {
  private constructor(
    readonly host: string,
    private readonly blobs: Map<string, Buffer>,
    private readonly manifests: Map<string, Buffer>,
    readonly stop: () => void,
  ) {}

  static async start(serving: KeyPair): Promise<OciRegistry> {
    const blobs = new Map<string, Buffer>();
    const manifests = new Map<string, Buffer>();
    const { port, stop } = await serve((request, response) => {
      const [, name = "", kind = "", reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(request.url ?? "") ?? [];
      const found = kind === "blobs" ? blobs.get(reference) : manifests.get(`${name}@${reference}`);
      if (request.url === "/v2/") response.writeHead(200).end("{}");
      else if (!found) response.writeHead(404, { "Content-Type": "application/json" }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
      else {
        const type = kind === "blobs" ? "application/octet-stream" : MANIFEST;
        response.writeHead(200, { "Content-Type": type, "Content-Length": found.length, "Docker-Content-Digest": digest(found) });
        response.end(request.method === "HEAD" ? undefined : found);
      }
    }, serving);
    return new OciRegistry(`127.0.0.1:${port}`, blobs, manifests, stop);
  }

  /** Makes a chart available; returns the digest of its manifest. */
  add({ name, tag, file, metadata }: ServedChart): string {
    const layer = this.blob(readFileSync(file), CHART);
    const config = this.blob(Buffer.from(JSON.stringify(metadata)), CONFIG);
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] }));
    for (const reference of [tag, digest(manifest)]) this.manifests.set(`${name}@${reference}`, manifest);
    return digest(manifest);
  }

  private blob(content: Buffer, mediaType: string): object {
    this.blobs.set(digest(content), content);
    return { mediaType, digest: digest(content), size: content.length };
  }
}

const digest = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
