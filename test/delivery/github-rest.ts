import type { KeyPair } from "../cluster/support/certificate-authority";
import { serve } from "./serve";

/** GitHub's REST API of one repository on loopback: the part that the workflows call, with the answers that its reference documents. */
export class GitHubRest {
  /** Subjects' digests that somebody has signed provenance for. */
  readonly attested = new Set<string>();
  /** Tags, by name, and their commits. */
  readonly tags = new Map<string, string>();
  /** Answers everything with this status instead, when it is not null. */
  broken: number | null = null;
  private server: { readonly port: number; readonly stop: () => void } | null = null;

  private constructor(private readonly root: RegExp) {}

  /** @param repository null for whatever a runner makes up, such as the path of the repository's folder */
  static async start(
    repository: string | null,
    { token = "token", serving }: { token?: string; serving?: KeyPair } = {},
  ): Promise<GitHubRest> {
    const rest = new GitHubRest(new RegExp(`^/repos/${repository ?? ".+?"}/(?=(?:attestations|commits|git)/)`));
    rest.server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const url = new URL(request.url ?? "", "http://localhost");
        const authorized = request.headers.authorization === `Bearer ${token}`;
        const [status, answer] =
          rest.broken !== null
            ? [rest.broken, { message: "Server Error" }]
            : authorized
              ? rest.answer(request.method ?? "", url, body === "" ? {} : (JSON.parse(body) as Record<string, unknown>))
              : [401, { message: "Bad credentials" }];
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
      });
    }, serving);
    return rest;
  }

  get port(): number {
    return this.server?.port ?? 0;
  }

  /** For GITHUB_API_URL. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(): void {
    this.server?.stop();
  }

  private answer(method: string, url: URL, body: Readonly<Record<string, unknown>>): readonly [number, unknown] {
    const path = url.pathname.replace(this.root, "");
    const [, tag] = /^commits\/tags\/(.+)$/.exec(path) ?? [];
    const [, subject] = /^attestations\/(.+)$/.exec(path) ?? [];
    if (path === url.pathname) return [404, { message: "Not Found" }];
    if (method === "GET" && subject !== undefined) {
      return this.attested.has(subject) ? [200, { attestations: [{ bundle: {} }] }] : [404, { message: "Not Found" }];
    }
    if (method === "GET" && tag !== undefined) {
      const sha = this.tags.get(tag);
      return sha === undefined ? [422, { message: `No commit found for SHA: tags/${tag}` }] : [200, { sha }];
    }
    if (method === "POST" && path === "git/refs") {
      const name = String(body["ref"]).replace("refs/tags/", "");
      if (this.tags.has(name)) return [422, { message: "Reference already exists" }];
      this.tags.set(name, String(body["sha"]));
      return [201, { ref: body["ref"] }];
    }
    return [404, { message: "Not Found" }];
  }
}
