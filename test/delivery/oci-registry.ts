import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
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

/** A registry on loopback: the part of the OCI distribution protocol that `helm pull` and `helm push` speak. */
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
      const url = new URL(request.url ?? "", "https://registry");
      const [, name = "", kind = "", reference = ""] = /^\/v2\/(.+?)\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? [];
      const found = kind === "blobs" ? blobs.get(reference) : manifests.get(`${name}@${reference}`);
      if (url.pathname === "/v2/") response.writeHead(200).end("{}");
      else if (request.method === "POST") response.writeHead(202, { Location: `/v2/${name}/blobs/uploads/one` }).end();
      else if (request.method === "PUT") {
        take(request, response, (content) => {
          const expected = url.searchParams.get("digest") ?? digest(content);
          if (kind === "blobs") blobs.set(expected, content);
          else for (const each of [reference, digest(content)]) manifests.set(`${name}@${each}`, content);
          return expected;
        });
      } else if (!found) response.writeHead(404, { "Content-Type": "application/json" }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
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

/** Answers an upload once all of it is here; refuses what is not what its digest says. */
function take(request: IncomingMessage, response: ServerResponse, keep: (content: Buffer) => string): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const content = Buffer.concat(chunks);
    const expected = keep(content);
    response
      .writeHead(expected === digest(content) ? 201 : 400, { "Docker-Content-Digest": digest(content), Location: request.url ?? "" })
      .end();
  });
}

const digest = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
