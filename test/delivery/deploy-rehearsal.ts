import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { authenticationConfiguration } from "../../constructs/kubernetes/authentication-configuration";
import type { Deployment, Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import { deployWorkflow } from "../../workflows/library/deploy";
import { libraryProps } from "../../workflows/library-props";
import { actions } from "../../workflows/actions";
import { renderWorkflow } from "../../workflows/engine/render";
import type { Kubeconfig, KubernetesObject } from "../cluster/support/api-client";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { until, type Cluster } from "../cluster/support/cluster";
import { deployEnvironment } from "../cluster/support/deploy";
import { OidcIssuer } from "../cluster/support/oidc-issuer";
import { startCluster } from "../cluster/support/start-cluster";
import { SynthesizedFamily } from "../cluster/support/synthesized-environment";
import { git } from "./act";
import { runJob, type JobRun } from "./emitted-job";
import { OciRegistry } from "./oci-registry";
import { pretendNode, type PodFates } from "./pretend-node";
import { productRepository, SERVICE, type ProductRepository } from "./product-repository";
import { serve } from "./serve";
import { ROOT, tool } from "./tool";

/** The library's commit that runs; clusters admit it. */
export const LIBRARY_COMMIT = "c0ffee0000000000000000000000000000000001";
/** One that was released before. */
export const OLDER_COMMIT = "c0ffee0000000000000000000000000000000002";
const NAMESPACE = "acme-shop-live";
const LIBRARY = "acme-corp/acme-infra";

/** What was signed, as `gh attestation verify` sees it. */
export interface Attestation {
  readonly subject: string;
  readonly repo: string;
  readonly predicate: string;
  readonly identity: string;
  readonly ref: string;
  readonly commit: string;
}

const PROOF = `https://github.com/${LIBRARY}/deployed`;
const PROVENANCE = "https://slsa.dev/provenance/v1";
export const signer = (workflow: string, ref: string): string => `https://github.com/${LIBRARY}/.github/workflows/${workflow}.yml@${ref}`;

/**
 * The jobs of `deploy`, taken out of the emitted YAML, with the real helm against a real API server that knows GitHub's tokens and the deployer's
 * Role. GitHub itself is rehearsed: its token endpoint, `gh attestation verify`, the registry, and the service that a smoke test asks.
 */
export class DeployRehearsal {
  /** What the service answers to a smoke test. */
  serviceStatus = 200;
  serviceAnswer = '{"data":{"status":"ok"}}';
  /** What the job of `live` signed of what ran there. */
  readonly ranHere: Attestation[] = [];
  readonly pods: PodFates = { jobsEnd: "Succeeded", neverReady: null };
  chart: Attestation;
  /** The environment's variable, as Terraform wrote it or as somebody forged it. */
  deployment: Deployment;
  private readonly text: string;

  private constructor(
    private current: Cluster,
    readonly product: ProductRepository,
    private readonly home: string,
    readonly registry: OciRegistry,
    private readonly family: Family,
    private readonly issuer: OidcIssuer,
    private readonly stops: (() => void)[],
  ) {
    this.text = emitted(family);
    this.deployment = this.deploymentOn(current);
    this.chart = this.serveChart();
    for (const sha of Object.values(product.commits)) registry.addImage(`acme-corp/${SERVICE}`, `sha-${sha.slice(0, 12)}`);
  }

  static async start(): Promise<DeployRehearsal> {
    const { cluster, controlPlane } = await startCluster();
    const home = mkdtempSync(join(tmpdir(), "deploy-"));
    const serving = new CertificateAuthority(home).issue({ commonName: "stand-in" });
    const issuer = await OidcIssuer.start(mkdtempSync(join(home, "issuer-")));
    const registry = await OciRegistry.start(serving);
    const family: Family = { ...loadFamily(join(ROOT, "test/family/acme")), registry: registry.host };
    await stand(cluster, family, issuer);
    const stop = (): void => {
      issuer.stop();
      registry.stop();
      controlPlane.stop();
    };
    const rehearsal = new DeployRehearsal(cluster, productRepository(home), home, registry, family, issuer, [stop]);
    await rehearsal.rehearseGitHub();
    const service = await serve((_, response) => response.writeHead(rehearsal.serviceStatus).end(rehearsal.serviceAnswer), serving);
    // curl is told that the host of the service is here.
    writeFileSync(join(home, ".curlrc"), `connect-to = "${rehearsal.deployment.host}:443:127.0.0.1:${service.port}"\ninsecure\n`);
    rehearsal.stops.unshift(service.stop);
    rehearsal.runPods();
    return rehearsal;
  }

  /** The cluster to which `deployment` led last, unless it was forged. */
  get cluster(): Cluster {
    return this.current;
  }

  /** Another cluster takes the place of this one, which is lost: the platform stands on it, and Terraform writes the variable anew. */
  async moveCluster(): Promise<void> {
    const { cluster, controlPlane } = await startCluster();
    this.stops.unshift(() => {
      controlPlane.stop();
    });
    await stand(cluster, this.family, this.issuer);
    this.current = cluster;
    this.deployment = this.deploymentOn(cluster);
    this.runPods();
  }

  private runPods(): void {
    const node = new AbortController();
    const running = pretendNode(this.cluster.api, NAMESPACE, this.pods, node.signal);
    this.stops.unshift(() => {
      node.abort();
    });
    // A node that broke down would let every test wait for its time limit.
    running.catch((error: unknown) => {
      if (!node.signal.aborted) throw error;
    });
  }

  /** What the stack github writes when the catalog says where this cluster is. */
  private deploymentOn(cluster: Cluster): Deployment {
    const deployment = this.family.repositories[SERVICE]?.environments["live"]?.deployment;
    if (!deployment?.cluster) throw new Error(`${SERVICE} is not deployed to live with GitHub's tokens`);
    return { ...deployment, cluster: { ...deployment.cluster, ...addressOf(cluster) } };
  }

  stop(): void {
    for (const stop of this.stops) stop();
  }

  image(sha: string): string {
    const name = `acme-corp/${SERVICE}`;
    return `${this.registry.host}/${name}@${this.registry.digestOf(name, `sha-${sha.slice(0, 12)}`) ?? "nothing was pushed"}`;
  }

  /** What docker-scan signs for a commit of main, or something a little different. */
  signed(sha: string, change: Partial<Attestation> = {}): Attestation {
    const repo = `acme-corp/${SERVICE}`;
    const identity = signer("docker-scan", LIBRARY_COMMIT);
    return { subject: `oci://${this.image(sha)}`, repo, predicate: PROVENANCE, identity, ref: "refs/heads/main", commit: sha, ...change };
  }

  /** What the deploy job of `trial`, the environment before, signs after its smoke test, or something a little different. */
  ranBefore(sha: string, change: Partial<Attestation> = {}): Attestation {
    return this.ran(this.image(sha), `${PROOF}/trial`, change);
  }

  private ran(image: string, predicate: string, change: Partial<Attestation> = {}): Attestation {
    const identity = signer("deploy", LIBRARY_COMMIT);
    return { subject: `oci://${image}`, repo: `acme-corp/${SERVICE}`, predicate, identity, ref: "", commit: "", ...change };
  }

  /** Runs the job that finds the image of a commit. */
  find(sha: string, ref: string): Promise<JobRun> {
    const inputs = { service: SERVICE, chart: "service", values: "infra", migrations: "migrations" };
    const empty = { commit: "", version: "", "smoke-path": "", only: "", until: "" };
    return runJob({
      text: this.text,
      job: "image",
      cwd: this.product.directory,
      environment: { ...this.environment(), GITHUB_REF: ref, GITHUB_SHA: sha },
      expressions: {
        ...Object.fromEntries(Object.entries({ ...inputs, ...empty }).map(([name, value]) => [`inputs.${name}`, value])),
        "inputs.commit || github.sha": sha,
      },
    });
  }

  /** Runs the job of `live` for the image of a commit, when this is what was signed beside what ran in `live`. */
  deploy(sha: string, attestations?: readonly Attestation[], image?: string): Promise<JobRun> {
    return this.release(sha, "", attestations, image);
  }

  /** The same as a rollback calls it: with the commit as an input. */
  rollBack(sha: string): Promise<JobRun> {
    return this.release(sha, sha);
  }

  private release(
    sha: string,
    goingBackTo: string,
    attestations: readonly Attestation[] = [this.signed(sha), this.ranBefore(sha)],
    image = this.image(sha),
  ): Promise<JobRun> {
    writeFileSync(join(this.home, "attestations.json"), JSON.stringify([this.chart, ...attestations, ...this.ranHere]));
    git(this.product.directory, "checkout", "--quiet", sha);
    return runJob({
      text: this.text,
      job: "deploy-live",
      cwd: this.product.directory,
      environment: this.environment(),
      expressions: {
        "inputs.service": SERVICE,
        "inputs.commit": goingBackTo,
        "inputs.chart": "service",
        "inputs.values": "infra",
        "inputs.migrations": "migrations",
        "inputs.smoke-path || '/healthz'": "/healthz",
        "needs.image.outputs.image": image,
        "needs.image.outputs.name": image.split("@")[0] ?? "",
        "needs.image.outputs.digest": image.split("@")[1] ?? "",
        "needs.image.outputs.commit": sha,
        "needs.image.outputs.version": "1.2.3",
        "vars.DEPLOYMENT": JSON.stringify(this.deployment),
        "fromJSON(vars.DEPLOYMENT).namespace": this.deployment.namespace,
        "github.token": "token",
      },
      actions: {
        [actions.attest.name]: (inputs) => {
          JSON.parse(inputs["predicate"] ?? "");
          this.ranHere.push(this.ran(`${inputs["subject-name"] ?? ""}@${inputs["subject-digest"] ?? ""}`, inputs["predicate-type"] ?? ""));
        },
      },
    });
  }

  /** What GitHub gives a deploy job of the product that asks for this audience. */
  token(aud: string): string {
    return this.issuer.token({ ...JOB, aud });
  }

  /** helm in the product's namespace, as the cluster's administrator. */
  helm(args: readonly string[]): Promise<string> {
    return this.cluster.helm("helm4", [...args, "--namespace", NAMESPACE]);
  }

  async status(): Promise<string | undefined> {
    const history = JSON.parse(await this.helm(["history", SERVICE, "--output", "json"])) as readonly { readonly status: string }[];
    return history.at(-1)?.status;
  }

  /** The image that the Deployment asks for; undefined without one. */
  async running(): Promise<string | undefined> {
    const deployments = await this.cluster.api.list<
      KubernetesObject & { spec: { template: { spec: { containers: readonly { image: string }[] } } } }
    >(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments`);
    return deployments[0]?.spec.template.spec.containers[0]?.image;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: [join(this.home, "bin"), process.env["PATH"]].join(delimiter),
      HOME: this.home,
      CURL_HOME: this.home,
      KUBECACHEDIR: join(this.home, "cache"),
      SSL_CERT_FILE: join(this.home, "ca.crt"),
      ATTESTATIONS: join(this.home, "attestations.json"),
      ACTIONS_ID_TOKEN_REQUEST_URL: readFileSync(join(this.home, "tokens"), "utf8"),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
      GITHUB_REPOSITORY: `acme-corp/${SERVICE}`,
      GITHUB_RUN_ID: "42",
    };
  }

  /** The programs that would ask GitHub, and the endpoint of the job's tokens. */
  private async rehearseGitHub(): Promise<void> {
    const bin = join(this.home, "bin");
    mkdirSync(bin);
    cpSync(join(__dirname, "stand-ins/gh"), join(bin, "gh"));
    chmodSync(join(bin, "gh"), 0o755);
    symlinkSync(tool("helm4"), join(bin, "helm"));
    const { port, stop } = await serve((request, response) => {
      const aud = new URL(request.url ?? "", "http://localhost").searchParams.get("audience") ?? "";
      if (request.headers.authorization !== "bearer request-token") response.writeHead(401).end();
      else response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ value: this.token(aud) }));
    });
    writeFileSync(join(this.home, "tokens"), `http://127.0.0.1:${port}/token?api-version=2.0`);
    this.stops.unshift(stop);
  }

  /** The chart, but that it gives up a rollout after seconds instead of minutes. */
  private serveChart(): Attestation {
    const version = `0.0.0-g${LIBRARY_COMMIT}`;
    const chart = join(this.home, "chart/service");
    cpSync(join(ROOT, "charts/service"), chart, { recursive: true });
    const deployment = join(chart, "templates/deployment.yaml");
    const [before, ...after] = readFileSync(deployment, "utf8").split(/^ {2}progressDeadlineSeconds: .*$/m);
    if (before === undefined || after.length !== 1) throw new Error("the chart no longer says when a rollout has failed");
    writeFileSync(deployment, `${before}  progressDeadlineSeconds: 10${after.join("")}`);
    execFileSync(tool("helm4"), ["package", chart, "--version", version, "--destination", this.home]);
    const [file = ""] = readdirSync(this.home).filter((name) => name.endsWith(".tgz"));
    const name = `${LIBRARY}/charts/service`;
    const metadata = { name: "service", version, apiVersion: "v2" };
    const digest = this.registry.add({ name, tag: version, file: join(this.home, file), metadata });
    return {
      subject: `oci://${this.registry.host}/${name}@${digest}`,
      repo: LIBRARY,
      predicate: PROVENANCE,
      identity: signer("release", "refs/heads/main"),
      ref: "refs/heads/main",
      commit: LIBRARY_COMMIT,
    };
  }
}

/** A job of the product that deploys to `live`, as GitHub describes it. */
const JOB = {
  sub: `repo:acme-corp/${SERVICE}:environment:live`,
  repository: `acme-corp/${SERVICE}`,
  repository_id: "1001",
  repository_owner: "acme-corp",
  repository_owner_id: "4242",
  environment: "live",
  ref: "refs/tags/v1.2.3",
  job_workflow_ref: `${LIBRARY}/.github/workflows/deploy.yml@${LIBRARY_COMMIT}`,
  job_workflow_sha: LIBRARY_COMMIT,
  run_id: "42",
  runner_environment: "github-hosted",
};

/** The stack of `live` on a cluster whose API server takes the tokens of this issuer. */
async function stand(cluster: Cluster, family: Family, issuer: OidcIssuer): Promise<void> {
  const synthesized = new SynthesizedFamily(family);
  await deployEnvironment(cluster, synthesized.environment("live"));
  synthesized.remove();
  await admit(cluster, family, issuer);
}

/** Lets the API server take the tokens of this issuer, and waits until it does. */
async function admit(cluster: Cluster, family: Family, issuer: OidcIssuer): Promise<void> {
  const configuration = authenticationConfiguration({
    environment: "live",
    audience: family.environments["live"]?.cluster.audience ?? "",
    organization: family.organization,
    organizationId: family.github.organizationId,
    infraRepository: family.infraRepository,
    runnerEnvironment: "github-hosted",
    serverAuthorities: [addressOf(cluster).ca],
    releasedCommits: [LIBRARY_COMMIT],
    issuer: issuer.url,
    certificateAuthority: issuer.certificateAuthority,
  });
  writeFileSync(join(dirname(cluster.kubeconfig), "authentication.yaml"), configuration);
  const hash = createHash("sha256").update(configuration).digest("hex");
  await until(async () => (await cluster.api.text("/metrics")).includes(`hash="sha256:${hash}"`), "the authentication configuration");
}

/** Where the API server is and who certifies it, as a catalog says it. */
function addressOf(cluster: Cluster): { readonly server: string; readonly ca: string } {
  const { server, ...connection } = (parse(readFileSync(cluster.kubeconfig, "utf8")) as Kubeconfig).clusters[0].cluster;
  return { server, ca: readFileSync(connection["certificate-authority"]).toString("base64") };
}

/** The emitted workflow of the invented family, whose catalog names a cluster that nobody can reach. */
const emitted = (family: Family): string =>
  renderWorkflow(deployWorkflow({ ...libraryProps(family), releasedCommits: [OLDER_COMMIT] }), "Emitted for a rehearsal");
