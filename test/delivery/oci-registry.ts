import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { KeyPair } from "../cluster/support/certificate-authority";
import { serve } from "./serve";

const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
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

/** A registry on loopback: the part of the OCI distribution protocol that `helm` and `skopeo` speak. */
export class OciRegistry {
  private constructor(
    readonly host: string,
    private readonly blobs: Map<string, Buffer>,
    private readonly manifests: Map<string, Buffer>,
    /** `denied`: answers as GitHub's does to a token that may not read a package. */
    readonly access: { denied: boolean },
    readonly stop: () => void,
  ) {}

  static async start(serving: KeyPair): Promise<OciRegistry> {
    const blobs = new Map<string, Buffer>();
    const manifests = new Map<string, Buffer>();
    /** What came of uploads that are not finished yet. */
    const uploads = new Map<string, Buffer>();
    const access = { denied: false };
    const { port, stop } = await serve((request, response) => {
      const url = new URL(request.url ?? "", "https://registry");
      const [, name = "", kind = "", reference = ""] = /^\/v2\/(.+?)\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? [];
      const found = kind === "blobs" ? blobs.get(reference) : manifests.get(`${name}@${reference}`);
      const [, listed] = /^\/v2\/(.+)\/tags\/list$/.exec(url.pathname) ?? [];
      if (access.denied && url.pathname !== "/v2/")
        response.writeHead(403, { "Content-Type": "application/json" }).end('{"errors":[{"code":"DENIED","message":"denied"}]}');
      else if (url.pathname === "/v2/") response.writeHead(200).end("{}");
      else if (listed !== undefined) {
        const tags = [...manifests.keys()]
          .filter((key) => key.startsWith(`${listed}@`) && !key.includes("sha256:"))
          .map((key) => key.slice(listed.length + 1));
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ name: listed, tags }));
      } else if (request.method === "POST") {
        const location = `/v2/${name}/blobs/uploads/${uploads.size}`;
        uploads.set(location, Buffer.alloc(0));
        response.writeHead(202, { Location: location }).end();
      } else if (request.method === "PATCH" || request.method === "PUT") {
        take(request, (body) => {
          const content = Buffer.concat([uploads.get(url.pathname) ?? Buffer.alloc(0), body]);
          if (request.method === "PATCH") {
            uploads.set(url.pathname, content);
            response.writeHead(202, { Location: url.pathname, Range: `0-${content.length - 1}` }).end();
            return;
          }
          const whole = url.searchParams.get("digest") ?? digest(content);
          if (kind === "blobs") blobs.set(whole, content);
          else for (const each of [reference, whole]) manifests.set(`${name}@${each}`, content);
          // What is not what its digest says is refused.
          response
            .writeHead(whole === digest(content) ? 201 : 400, { "Docker-Content-Digest": digest(content), Location: url.pathname })
            .end();
        });
      } else if (!found) response.writeHead(404, { "Content-Type": "application/json" }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
      else {
        const type =
          kind === "blobs" ? "application/octet-stream" : ((JSON.parse(found.toString()) as { mediaType?: string }).mediaType ?? MANIFEST);
        response.writeHead(200, { "Content-Type": type, "Content-Length": found.length, "Docker-Content-Digest": digest(found) });
        response.end(request.method === "HEAD" ? undefined : found);
      }
    }, serving);
    return new OciRegistry(`127.0.0.1:${port}`, blobs, manifests, access, stop);
  }

  /** Makes a chart available; returns the digest of its manifest. */
  add({ name, tag, file, metadata }: ServedChart): string {
    const layer = this.blob(readFileSync(file), CHART);
    const config = this.blob(Buffer.from(JSON.stringify(metadata)), CONFIG);
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] }));
    for (const reference of [tag, digest(manifest)]) this.manifests.set(`${name}@${reference}`, manifest);
    return digest(manifest);
  }

  /** Makes an image of one platform available, as docker-scan pushes it; returns the digest of its manifest. */
  addImage(name: string, tag: string): string {
    const rootfs = { type: "layers", diff_ids: [] };
    const config = this.blob(Buffer.from(JSON.stringify({ os: "linux", architecture: "amd64", config: {}, rootfs })), IMAGE_CONFIG);
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [], annotations: { tag } }));
    for (const reference of [tag, digest(manifest)]) this.manifests.set(`${name}@${reference}`, manifest);
    return digest(manifest);
  }

  /** The digest that a name and tag mean; undefined when nothing was pushed there. */
  digestOf(name: string, tag: string): string | undefined {
    const manifest = this.manifests.get(`${name}@${tag}`);
    return manifest && digest(manifest);
  }

  /** Takes a tag away. */
  forget(name: string, tag: string): void {
    this.manifests.delete(`${name}@${tag}`);
  }

  private blob(content: Buffer, mediaType: string): object {
    this.blobs.set(digest(content), content);
    return { mediaType, digest: digest(content), size: content.length };
  }
}

/** All that a request sends. */
function take(request: IncomingMessage, use: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    use(Buffer.concat(chunks));
  });
}

const digest = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
