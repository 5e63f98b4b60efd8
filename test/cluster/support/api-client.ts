import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { parse } from "yaml";

/** What every answer of the API server has; the rest is named by the caller's type. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** A refusal of the API server. */
export interface Status {
  readonly kind: "Status";
  readonly message: string;
  readonly reason?: string;
}

/** Whom a call is made as: the kubeconfig's own user, that user in the name of another, or the bearer of a token. */
export type Caller = { readonly user: string; readonly groups?: readonly string[] } | { readonly token: string } | undefined;

/** Calls the API server directly, because tests are about its status codes. */
export class ApiClient {
  constructor(
    private readonly kubeconfig: string,
    private readonly caller?: Caller,
  ) {}

  as(caller: Caller): ApiClient {
    return new ApiClient(this.kubeconfig, caller);
  }

  /** @throws when the object is not there or the caller may not see it */
  async get<T = KubernetesObject>(path: string): Promise<T> {
    const { status, body } = await this.call<T & Status>("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.message}`);
    return body;
  }

  async list<T = KubernetesObject>(path: string): Promise<readonly T[]> {
    return (await this.get<{ items: readonly T[] }>(path)).items;
  }

  /** @throws when the API server refuses it */
  async post(path: string, body: object): Promise<void> {
    succeeded(`POST ${path}`, await this.tryPost(path, body));
  }

  /** A JSON merge patch. @throws when the API server refuses it */
  async patch(path: string, body: object): Promise<void> {
    succeeded(`PATCH ${path}`, await this.tryPatch(path, body));
  }

  /** @throws when the API server refuses it */
  async delete(path: string): Promise<void> {
    succeeded(`DELETE ${path}`, await this.tryDelete(path));
  }

  /** Like {@link post}, for a body that may be refused. */
  tryPost<T = Status>(path: string, body: object): Promise<Answer<T>> {
    return this.call("POST", path, body);
  }

  tryPatch<T = Status>(path: string, body: object): Promise<Answer<T>> {
    return this.call("PATCH", path, body, "application/merge-patch+json");
  }

  tryDelete<T = Status>(path: string): Promise<Answer<T>> {
    return this.call("DELETE", path);
  }

  async isReady(): Promise<boolean> {
    try {
      return (await this.call("GET", "/readyz")).status === 200;
    } catch (error) {
      // Nobody listens yet. (In a test file Node's errors are no instances of that file's Error.)
      if (typeof error === "object" && error !== null && "code" in error && error.code === "ECONNREFUSED") return false;
      throw error;
    }
  }

  /** The text of an answer that is not JSON, such as `/metrics`. */
  async text(path: string): Promise<string> {
    return (await this.send("GET", path)).text;
  }

  async call<T = Status>(method: string, path: string, body?: object, contentType = "application/json"): Promise<Answer<T>> {
    const { status, text } = await this.send(method, path, body, contentType);
    return { status, body: (text.startsWith("{") ? JSON.parse(text) : { message: text }) as T };
  }

  private send(method: string, path: string, body?: object, contentType?: string): Promise<{ status: number; text: string }> {
    const { server, ca, cert, key } = this.connection();
    const caller = this.caller;
    const withToken = caller !== undefined && "token" in caller;
    const headers: Record<string, string | string[]> = { "Content-Type": contentType ?? "application/json", Accept: "application/json" };
    if (withToken) headers["Authorization"] = `Bearer ${caller.token}`;
    else if (caller !== undefined) {
      headers["Impersonate-User"] = caller.user;
      if (caller.groups !== undefined) headers["Impersonate-Group"] = [...caller.groups];
    }
    // A client certificate would win over the token.
    const agent = new Agent({ ca, ...(withToken ? {} : { cert, key }) });
    return new Promise((resolve, reject) => {
      const outgoing = request(`${server}${path}`, { method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private connection() {
    const { clusters, users } = parse(readFileSync(this.kubeconfig, "utf8")) as Kubeconfig;
    const [{ cluster }] = clusters;
    const [{ user }] = users;
    return {
      server: cluster.server,
      ca: readFileSync(cluster["certificate-authority"]),
      cert: readFileSync(user["client-certificate"]),
      key: readFileSync(user["client-key"]),
    };
  }
}

function succeeded(what: string, { status, body }: Answer<Status>): void {
  if (status >= 400) throw new Error(`${what}: ${status} ${body.message}`);
}

/** The kubeconfig that {@link ControlPlane} writes. */
export interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string; readonly "certificate-authority": string } }];
  readonly users: readonly [{ readonly user: { readonly "client-certificate": string; readonly "client-key": string } }];
}
