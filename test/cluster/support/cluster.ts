import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { ApiClient } from "./api-client";
import { run, runOrThrow, type Outcome } from "./run";

/** Where `.ci/tools` puts its programs. */
export const TOOLS = resolve(__dirname, "../../../.tools/bin");

/** Where `.ci/tools crds` puts those of the operators, one file each. */
export const CUSTOM_RESOURCE_DEFINITIONS = resolve(__dirname, "../../../.tools/crds");

export type HelmVersion = "helm3" | "helm4";

/** What tests do with the control plane of this run. */
export class Cluster {
  readonly api: ApiClient;
  private readonly env: NodeJS.ProcessEnv;

  constructor(readonly kubeconfig: string) {
    this.api = new ApiClient(kubeconfig);
    // Nobody's own Helm plugins, repositories or kubectl caches.
    this.env = { PATH: process.env["PATH"], KUBECONFIG: kubeconfig, HOME: join(dirname(kubeconfig), "home"), HELM_DRIVER: "configmap" };
  }

  kubectl(args: readonly string[], input?: string): Promise<string> {
    return runOrThrow(join(TOOLS, "kubectl"), args, { env: this.env, ...(input === undefined ? {} : { input }) });
  }

  /** Like {@link kubectl}, for a command that may be refused. */
  tryKubectl(args: readonly string[], input?: string): Promise<Outcome> {
    return run(join(TOOLS, "kubectl"), args, { env: this.env, ...(input === undefined ? {} : { input }) });
  }

  /** Server-side apply with strict fields: an unknown field is an error, not a warning. */
  apply(manifests: readonly object[]): Promise<string> {
    return this.kubectl(APPLY, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
  }

  tryApply(manifests: readonly object[]): Promise<Outcome> {
    return this.tryKubectl(APPLY, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
  }

  helm(version: HelmVersion, args: readonly string[], input?: string): Promise<string> {
    return runOrThrow(join(TOOLS, version), args, { env: this.env, ...(input === undefined ? {} : { input }) });
  }

  tryHelm(version: HelmVersion, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return run(join(TOOLS, version), args, { env: { ...this.env, ...env } });
  }

  /** A namespace that no other test uses. */
  async namespace(labels: Readonly<Record<string, string>> = {}, name = `t-${randomBytes(4).toString("hex")}`): Promise<string> {
    await this.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }]);
    // Pods are refused until the controller-manager has made it.
    await until(async () => (await this.api.call("GET", `/api/v1/namespaces/${name}/serviceaccounts/default`)).status === 200);
    return name;
  }
}

const APPLY = ["apply", "--server-side", "--force-conflicts", "--validate=strict", "-f", "-"];

/**
 * Waits for what a controller does by itself. The garbage collector looks for new kinds every 30 seconds, so a young API server needs longer.
 * @throws after 90 seconds
 */
export async function until(check: () => Promise<boolean>, what = "the controllers"): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`waited 90 s for ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** A `describe` for the control plane that `global-setup.ts` started. */
export function describeOnCluster(title: string, tests: (cluster: Cluster) => void): void {
  describe(title, () => {
    const kubeconfig = process.env["TEST_CLUSTER_KUBECONFIG"];
    if (kubeconfig === undefined) throw new Error("no control plane was started; run: npm run test:cluster");
    tests(new Cluster(kubeconfig));
  });
}
