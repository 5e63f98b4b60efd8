import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { authenticationConfiguration } from "../../constructs/kubernetes/authentication-configuration";
import type { Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import { libraryProps } from "../../workflows/emit";
import { deployWorkflow } from "../../workflows/deploy";
import { renderWorkflow } from "../../workflows/render";
import type { KubernetesObject, Kubeconfig } from "../cluster/support/api-client";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { until, type Cluster } from "../cluster/support/cluster";
import type { ControlPlane } from "../cluster/support/control-plane";
import { deployEnvironment } from "../cluster/support/deploy";
import { OidcIssuer } from "../cluster/support/oidc-issuer";
import { startCluster } from "../cluster/support/start-cluster";
import { SynthesizedFamily } from "../cluster/support/synthesized-environment";
import { parse } from "yaml";
import { commit, git } from "./act";
import { runJob, type JobRun } from "./emitted-job";
import { OciRegistry } from "./oci-registry";
import { ROOT, tool } from "./tool";

/**
 * The shell of `deploy`, taken out of the emitted YAML, with the real helm against a real API server that knows GitHub's tokens and the deployer's
 * Role. GitHub itself is rehearsed: its token endpoint, `gh attestation verify`, the registry, and the service that a smoke test asks.
 */
const LIBRARY_COMMIT = "c0ffee0000000000000000000000000000000001";
const OLDER_COMMIT = "c0ffee0000000000000000000000000000000002";
const SERVICE = "acme-shop-api";
const NAMESPACE = "acme-shop-live";
const NAME = (registry: string): string => `${registry}/acme-corp/${SERVICE}`;

const maybe = process.env["SIGMA_CRDS"] === undefined ? describe.skip : describe;
if (process.env["SIGMA_CRDS"] === undefined) console.log("SIGMA_CRDS is unset: the shell of deploy is not run against an API server");

interface Attestation {
  readonly subject: string;
  readonly repo: string;
  readonly predicate: string;
  readonly identity: string;
  readonly ref: string;
  readonly commit: string;
}

maybe("the shell of deploy, as emitted", () => {
  let cluster: Cluster;
  let controlPlane: ControlPlane | undefined;
  let issuer: OidcIssuer;
  let registry: OciRegistry;
  let text: string;
  let deployment: string;
  let home: string;
  let repository: string;
  const stops: (() => void)[] = [];
  /** What the stand-in of the service answers. */
  let serviceStatus = 200;
  let jobPhase: "Succeeded" | "Failed" = "Succeeded";
  /** Commits of the product: an expand migration, a change of code, a contract migration. */
  const commits = { first: "", second: "", contract: "" };
  const digestOf = (sha: string): string => `sha256:${createHash("sha256").update(sha).digest("hex")}`;
  const imageOf = (sha: string): string => `${NAME(registry.host)}@${digestOf(sha)}`;
  let chartAttestation: Attestation;

  const signed = (sha: string, change: Partial<Attestation> = {}): Attestation => ({
    subject: `oci://${imageOf(sha)}`,
    repo: `acme-corp/${SERVICE}`,
    predicate: "https://slsa.dev/provenance/v1",
    identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${LIBRARY_COMMIT}`,
    ref: "refs/heads/main",
    commit: sha,
    ...change,
  });

  beforeAll(async () => {
    ({ cluster, controlPlane } = await startCluster());
    home = mkdtempSync(join(tmpdir(), "deploy-"));
    const authority = new CertificateAuthority(home);
    const serving = authority.issue({ commonName: "stand-in" });
    issuer = await OidcIssuer.start(mkdtempSync(join(home, "issuer-")));
    registry = await OciRegistry.start(serving);
    stops.push(() => {
      issuer.stop();
    }, registry.stop);

    // The invented family with the registry of this machine.
    const family: Family = { ...loadFamily(join(ROOT, "test/family/acme")), registry: registry.host };
    const live = family.environments["live"]!;
    const synthesized = new SynthesizedFamily(family);
    await deployEnvironment(cluster, synthesized.environment("live"));
    synthesized.remove();
    deployment = JSON.stringify(family.repositories[SERVICE]!.environments["live"]!.deployment);

    const configuration = authenticationConfiguration({
      environment: "live",
      audience: live.cluster.audience,
      organization: family.organization,
      organizationId: family.github.organizationId,
      infraRepository: family.infraRepository,
      releasedCommits: [LIBRARY_COMMIT],
      issuer: issuer.url,
      certificateAuthority: issuer.certificateAuthority,
    });
    writeFileSync(join(dirname(cluster.kubeconfig), "authentication.yaml"), configuration);
    const hash = createHash("sha256").update(configuration).digest("hex");
    await until(async () => (await cluster.api.text("/metrics")).includes(`hash="sha256:${hash}"`), "the authentication configuration");

    const connection = (parse(readFileSync(cluster.kubeconfig, "utf8")) as Kubeconfig).clusters[0].cluster;
    const ca = readFileSync(connection["certificate-authority"]).toString("base64");
    const props = libraryProps(family);
    text = renderWorkflow(
      deployWorkflow({
        ...props,
        releasedCommits: [OLDER_COMMIT],
        environments: props.environments.map((each) =>
          each.name === "live" ? { ...each, cluster: { ...each.cluster, server: connection.server, ca } } : each,
        ),
      }),
      "x",
    );

    repository = product();
    serveChart();
    standInPrograms();
    writeFileSync(
      join(home, "tags.json"),
      JSON.stringify(
        Object.fromEntries(Object.values(commits).map((sha) => [`${NAME(registry.host)}:sha-${sha.slice(0, 12)}`, digestOf(sha)])),
      ),
    );
    await serveService(serving);
    await serveTokens();
    const kubelet = new AbortController();
    const running = pretendNode(kubelet.signal);
    stops.push(() => {
      kubelet.abort();
    });
    void running;
  }, 300_000);

  afterAll(() => {
    for (const stop of stops) stop();
    controlPlane?.stop();
  });

  /** A repository of the product with three commits on main. */
  function product(): string {
    const directory = mkdtempSync(join(home, "product-"));
    const write = (path: string, content: string): void => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    };
    git(directory, "init", "--quiet", "--initial-branch", "main");
    write(
      "infra/values-live.yaml",
      `serviceAccount: ${SERVICE}\nreplicas: { min: 1, max: 1 }\ndatabase: { secret: acme-shop-rw, migratorSecret: acme-shop-migrator }\nmigrations: { command: [db-migrate] }\n`,
    );
    write("migrations/0001_init.sql", "-- phase: expand\nCREATE TABLE orders (id bigint);\n");
    for (const [name, path, content] of [
      ["first", "app.py", "1\n"],
      ["second", "app.py", "2\n"],
      ["contract", "migrations/0002_drop.sql", "-- phase: contract\nALTER TABLE orders DROP COLUMN id;\n"],
    ] as const) {
      write(path, content);
      commit(directory, name);
      commits[name] = git(directory, "rev-parse", "HEAD").trim();
    }
    return directory;
  }

  function serveChart(): void {
    execFileSync(tool("helm4"), ["package", join(ROOT, "charts/service"), "--version", `0.0.0-g${LIBRARY_COMMIT}`, "--destination", home]);
    const [packaged = ""] = readdirSync(home).filter((name) => name.endsWith(".tgz"));
    const digest = registry.add({
      name: "acme-corp/acme-infra/charts/service",
      tag: `0.0.0-g${LIBRARY_COMMIT}`,
      file: join(home, packaged),
      metadata: { name: "service", version: `0.0.0-g${LIBRARY_COMMIT}`, apiVersion: "v2" },
    });
    chartAttestation = {
      subject: `oci://${registry.host}/acme-corp/acme-infra/charts/service@${digest}`,
      repo: "acme-corp/acme-infra",
      predicate: "https://slsa.dev/provenance/v1",
      identity: "https://github.com/acme-corp/acme-infra/.github/workflows/release.yml@refs/heads/main",
      ref: "refs/heads/main",
      commit: LIBRARY_COMMIT,
    };
  }

  function standInPrograms(): void {
    const bin = join(home, "bin");
    mkdirSync(bin);
    for (const name of ["gh", "docker"]) {
      cpSync(join(__dirname, "stand-ins", name), join(bin, name));
      chmodSync(join(bin, name), 0o755);
    }
    symlinkSync(tool("helm4"), join(bin, "helm"));
  }

  /** Where a smoke test of the host arrives: curl is told to connect here. */
  async function serveService(serving: { certificate: string; key: string }): Promise<void> {
    const server = createServer({ cert: readFileSync(serving.certificate), key: readFileSync(serving.key) }, (_, response) => {
      response.writeHead(serviceStatus).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(home, ".curlrc"), `connect-to = "api.acme-shop.acme.example:443:127.0.0.1:${port}"\ninsecure\n`);
    stops.push(() => {
      server.close();
      server.closeAllConnections();
    });
  }

  let tokens = "";
  /** What a job asks for its identity. */
  async function serveTokens(): Promise<void> {
    const server = createHttpServer((request, response) => {
      const audience = new URL(request.url ?? "", "http://localhost").searchParams.get("audience") ?? "";
      if (request.headers.authorization !== "bearer request-token") response.writeHead(401).end();
      else {
        const value = issuer.token({
          sub: `repo:acme-corp/${SERVICE}:environment:live`,
          aud: audience,
          repository: `acme-corp/${SERVICE}`,
          repository_id: "1001",
          repository_owner: "acme-corp",
          repository_owner_id: "4242",
          environment: "live",
          ref: "refs/tags/v1.2.3",
          job_workflow_ref: `acme-corp/acme-infra/.github/workflows/deploy.yml@${LIBRARY_COMMIT}`,
          job_workflow_sha: LIBRARY_COMMIT,
          run_id: "42",
        });
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ value }));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    tokens = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`;
    stops.push(() => {
      server.close();
      server.closeAllConnections();
    });
  }

  /** Does what a node would for the Pods of one namespace: those of Jobs end, all others become ready. */
  async function pretendNode(stop: AbortSignal): Promise<void> {
    const ready = ["Ready", "ContainersReady", "Initialized", "PodScheduled"].map((type) => ({ type, status: "True" }));
    while (!stop.aborted) {
      const pods = await cluster.api.list<KubernetesObject & { status: { phase: string } }>(`/api/v1/namespaces/${NAMESPACE}/pods`);
      for (const { metadata, status } of pods) {
        if (status.phase !== "Pending") continue;
        const job = metadata.labels?.["batch.kubernetes.io/job-name"] !== undefined;
        await cluster.api.patch(`/api/v1/namespaces/${NAMESPACE}/pods/${metadata.name}/status`, {
          status: job ? { phase: jobPhase } : { phase: "Running", conditions: ready },
        });
      }
      await setTimeout(200);
    }
  }

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
    HOME: home,
    CURL_HOME: home,
    SSL_CERT_FILE: join(home, "ca.crt"),
    ATTESTATIONS: join(home, "attestations.json"),
    IMAGE_TAGS: join(home, "tags.json"),
    ACTIONS_ID_TOKEN_REQUEST_URL: tokens,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    GITHUB_REPOSITORY: `acme-corp/${SERVICE}`,
    GITHUB_RUN_ID: "42",
  });

  /** Runs the job of `live` for the image of a commit; `attestations` is what was signed. */
  async function deploy(sha: string, attestations: readonly Attestation[], image = imageOf(sha)): Promise<JobRun> {
    writeFileSync(join(home, "attestations.json"), JSON.stringify([chartAttestation, ...attestations]));
    git(repository, "checkout", "--quiet", sha);
    return runJob({
      text,
      job: "deploy-live",
      cwd: repository,
      environment: environment(),
      expressions: {
        "inputs.service": SERVICE,
        "inputs.chart": "service",
        "inputs.values": "infra",
        "inputs.migrations": "migrations",
        "inputs.smoke-path || (inputs.chart == 'service' && '/healthz' || '/')": "/healthz",
        "needs.image.outputs.image": image,
        "needs.image.outputs.commit": sha,
        "needs.image.outputs.version": "1.2.3",
        "vars.DEPLOYMENT": deployment,
        "fromJSON(vars.DEPLOYMENT).namespace": NAMESPACE,
        "github.token": "token",
      },
    });
  }

  interface Release {
    readonly revision: number;
    readonly status: string;
  }
  const history = async (): Promise<readonly Release[]> =>
    JSON.parse(await cluster.helm("helm4", ["history", SERVICE, "--namespace", NAMESPACE, "--output", "json"])) as Release[];
  const running = async (): Promise<string> =>
    (
      await cluster.kubectl([
        "get",
        "deployment",
        "--namespace",
        NAMESPACE,
        "-l",
        `app.kubernetes.io/instance=${SERVICE}`,
        "-o",
        "jsonpath={.items[0].spec.template.spec.containers[0].image}",
      ])
    ).trim();

  const find = (sha: string, ref: string): Promise<JobRun> =>
    runJob({
      text,
      job: "image",
      cwd: repository,
      environment: { ...environment(), GITHUB_REF: ref, GITHUB_SHA: sha },
      expressions: {
        ...Object.fromEntries(
          ["service", "values", "commit", "smoke-path", "only", "until", "chart", "migrations", "runner"].map((name) => [
            `inputs.${name}`,
            DEFAULTS[name] ?? "",
          ]),
        ),
        "inputs.commit || github.sha": sha,
      },
    });

  it("finds the digest that was pushed for the commit of a tag", async () => {
    const { code, outputs } = await find(commits.first, "refs/tags/v1.2.3");
    expect(code).toBe(0);
    expect(outputs).toEqual({ image: imageOf(commits.first), commit: commits.first, version: "1.2.3" });
  });

  it("refuses a tag for whose commit nothing was pushed", async () => {
    const { code, output } = await find("f".repeat(40), "refs/tags/v1.2.3");
    expect(code).not.toBe(0);
    expect(output).toMatch(/has no tag sha-ffffffffffff: nothing was pushed for f{40}/);
  });

  it.each<[string, () => [string, readonly Attestation[], string?], RegExp]>([
    [
      "an image by tag",
      () => [commits.first, [signed(commits.first)], `${NAME(registry.host)}:v1.2.3`],
      /is not a digest; a tag can mean another image tomorrow/,
    ],
    ["an image that nobody signed", () => [commits.first, []], /has no provenance that says: built by .*docker-scan\.yml/],
    [
      "an image that was signed for another repository",
      () => [commits.first, [signed(commits.first, { repo: "acme-corp/acme-tide-api" })]],
      /has no provenance/,
    ],
    ["an image of another commit", () => [commits.first, [signed(commits.first, { commit: commits.second })]], /has no provenance/],
    ["an image of another branch", () => [commits.first, [signed(commits.first, { ref: "refs/heads/change" })]], /has no provenance/],
    [
      "an image signed by a branch of the library",
      () => [
        commits.first,
        [
          signed(commits.first, {
            identity: "https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@refs/heads/change",
          }),
        ],
      ],
      /has no provenance/,
    ],
    [
      "an image signed by a commit of the library that was not released",
      () => [
        commits.first,
        [
          signed(commits.first, {
            identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${"d".repeat(40)}`,
          }),
        ],
      ],
      /has no provenance/,
    ],
    [
      "an image signed by another workflow",
      () => [
        commits.first,
        [signed(commits.first, { identity: `https://github.com/acme-corp/acme-infra/.github/workflows/build-node.yml@${LIBRARY_COMMIT}` })],
      ],
      /has no provenance/,
    ],
  ])("refuses %s before it reaches the cluster", async (_, given, message) => {
    const [sha, attestations, image] = given();
    const { code, steps, output } = await deploy(sha, attestations, image);
    expect(code).not.toBe(0);
    expect(steps).toEqual(["Verify the image"]);
    expect(output).toMatch(message);
  });

  it("refuses a chart that the library's release did not sign", async () => {
    const own = chartAttestation;
    chartAttestation = { ...own, commit: OLDER_COMMIT };
    const { code, steps, output } = await deploy(commits.first, [signed(commits.first)]);
    chartAttestation = own;
    expect(code).not.toBe(0);
    expect(steps.at(-1)).toBe("Fetch the chart");
    expect(output).toMatch(/charts\/service@sha256:[0-9a-f]{64} has no provenance/);
  });

  it("rolls nothing out when the migrations fail on the first release", async () => {
    jobPhase = "Failed";
    const { code, output, summary } = await deploy(commits.first, [signed(commits.first)]);
    jobPhase = "Succeeded";
    expect(code).not.toBe(0);
    expect(output).toMatch(/the migrations failed; nothing was rolled out/);
    expect(summary).toMatch(/migrations failed/);
    expect(await cluster.kubectl(["get", "deployments", "--namespace", NAMESPACE, "-o", "name"])).toBe("");
  });

  it("promotes a digest: verified, shown, migrated, rolled out, tried", async () => {
    const { code, steps, output, summary, directory } = await deploy(commits.first, [
      signed(commits.first, { identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${OLDER_COMMIT}` }),
    ]);
    expect({ code, last: steps.at(-1), output: code === 0 ? "" : output }).toEqual({ code: 0, last: "Release", output: "" });
    expect(await running()).toBe(imageOf(commits.first));
    expect(summary).toMatch(/```diff\n(.*\n)*\+kind: Deployment/);
    expect(summary).toMatch(/live: 1\.2\.3 \(.*@sha256:[0-9a-f]{64}\) answers at https:\/\/api\.acme-shop\.acme\.example\/healthz/);
    expect((await history()).at(-1)).toMatchObject({ status: "deployed" });
    // Whoever uses the kubeconfig asks for a token; none is in it.
    expect(readFileSync(join(directory, "kubeconfig"), "utf8")).not.toMatch(/"token"|eyJ/);
  });

  it("leaves the running release as it is when the migrations of the next one fail", async () => {
    jobPhase = "Failed";
    const { code, output } = await deploy(commits.second, [signed(commits.second)]);
    jobPhase = "Succeeded";
    expect(code).not.toBe(0);
    expect(output).toMatch(/the migrations failed; nothing was rolled out/);
    expect(await running()).toBe(imageOf(commits.first));
  });

  it("goes back to the last good revision when the smoke test fails", async () => {
    serviceStatus = 503;
    const { code, output, summary } = await deploy(commits.second, [signed(commits.second)]);
    serviceStatus = 200;
    expect(code).not.toBe(0);
    expect(output).toMatch(/https:\/\/api\.acme-shop\.acme\.example\/healthz does not answer/);
    expect(summary).toMatch(/rolled back\*\* to revision \d+/);
    expect(await running()).toBe(imageOf(commits.first));
  });

  it("goes forward, and back to an older commit, which is a rollback", async () => {
    expect((await deploy(commits.second, [signed(commits.second)])).code).toBe(0);
    expect(await running()).toBe(imageOf(commits.second));
    expect((await deploy(commits.first, [signed(commits.first)])).code).toBe(0);
    expect(await running()).toBe(imageOf(commits.first));
  });

  it("refuses to go back over a contract migration", async () => {
    expect((await deploy(commits.contract, [signed(commits.contract)])).code).toBe(0);
    const { code, steps, output } = await deploy(commits.second, [signed(commits.second)]);
    expect(code).not.toBe(0);
    expect(steps.at(-1)).toBe("Refuse to go back over a contract step");
    expect(output).toMatch(/live has run migrations\/0002_drop\.sql \(phase: contract\), which [0-9a-f]{40} does not know/);
    expect(await running()).toBe(imageOf(commits.contract));
  });
});

const DEFAULTS: Readonly<Record<string, string>> = {
  service: "acme-shop-api",
  chart: "service",
  values: "infra",
  migrations: "migrations",
  runner: "ubuntu-24.04",
};
