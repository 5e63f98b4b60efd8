import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { authenticationConfiguration } from "../../constructs/kubernetes/authentication-configuration";
import { tokenAudience } from "../../constructs/kubernetes/token-audience";
import { loadFamily } from "../../model/load";
import type { Kubeconfig } from "./support/api-client";
import { applicationsOf } from "./support/applications";
import { CHARTS } from "./support/charts";
import { describeOnCluster, TOOLS, until, type Cluster } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { deployEnvironment, valuesFile } from "./support/deploy";
import { OidcIssuer, type GitHubClaims, type TokenOptions } from "./support/oidc-issuer";
import { whileJobsEnd } from "./support/pretend-kubelet";
import { run } from "./support/run";
import { startCluster } from "./support/start-cluster";
import { SynthesizedFamily } from "./support/synthesized-environment";

const RELEASED = "0123456789abcdef0123456789abcdef01234567";
const PUSHED = "89abcdef0123456789abcdef0123456789abcdef";
const LIBRARY = "acme-corp/acme-infra/.github/workflows";

/** A job of `acme-shop-api` with the released workflow, as GitHub describes it, in no environment. */
const RUNS: GitHubClaims = {
  sub: "repo:acme-corp@4242/acme-shop-api@1001:environment:live",
  aud: tokenAudience("acme-live", "YWNtZQ=="),
  repository: "acme-corp/acme-shop-api",
  repository_id: "1001",
  repository_owner: "acme-corp",
  repository_owner_id: "4242",
  ref: "refs/tags/v1.2.3",
  job_workflow_ref: `${LIBRARY}/deploy.yml@${RELEASED}`,
  job_workflow_sha: RELEASED,
  run_id: "987654321",
  runner_environment: "github-hosted",
};
/** The same, deploying to `live`. */
const DEPLOYS: GitHubClaims = { ...RUNS, environment: "live" };
const INFRA = { repository: "acme-corp/acme-infra", ref: "refs/heads/main" };
const PLANS = { ...DEPLOYS, ...INFRA, environment: "live-plan", job_workflow_ref: `${LIBRARY}/infra-plan.yml@refs/heads/main` };
const WATCHES = { ...DEPLOYS, ...INFRA, environment: "live-drift", job_workflow_ref: `${LIBRARY}/infra-drift.yml@refs/heads/main` };
/** The plan that an apply makes, before anybody has approved it. */
const PLANS_TO_APPLY = { ...WATCHES, job_workflow_ref: `${LIBRARY}/infra-apply.yml@refs/heads/main` };
const APPLIES = { ...DEPLOYS, ...INFRA, job_workflow_ref: `${LIBRARY}/infra-apply.yml@refs/heads/main` };

describeOnCluster("GitHub's tokens at the API server", () => {
  const family = loadFamily(join(__dirname, "../family/acme"));
  const live = family.environments["live"]!;
  let cluster: Cluster;
  let controlPlane: ControlPlane | undefined;
  let issuer: OidcIssuer;

  /** Gives the API server another configuration and waits until it says that it has it. */
  async function configure(releasedCommits: readonly string[], serverAuthorities = [live.cluster.ca]): Promise<void> {
    const text = authenticationConfiguration({
      environment: live.name,
      audience: live.cluster.audience,
      serverAuthorities,
      organization: family.organization,
      organizationId: family.github.organizationId,
      infraRepository: family.infraRepository,
      runnerEnvironment: "github-hosted",
      releasedCommits,
      issuer: issuer.url,
      certificateAuthority: issuer.certificateAuthority,
    });
    writeFileSync(join(dirname(cluster.kubeconfig), "authentication.yaml"), text);
    const digest = createHash("sha256").update(text).digest("hex");
    await until(
      async () => (await cluster.api.text("/metrics")).includes(`hash="sha256:${digest}"`),
      "the new authentication configuration",
    );
  }

  const as = (claims: GitHubClaims, options?: TokenOptions) => cluster.api.as({ token: issuer.token(claims, options) });
  const pods = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;

  beforeAll(async () => {
    ({ cluster, controlPlane } = await startCluster());
    issuer = await OidcIssuer.start(mkdtempSync(join(dirname(cluster.kubeconfig), "issuer-")));
    const synthesized = new SynthesizedFamily(family);
    await deployEnvironment(cluster, synthesized.environment("live"));
    synthesized.remove();
    await configure([RELEASED]);
    // The keys are fetched in the background.
    await until(async () => (await as(DEPLOYS).call("GET", pods("acme-shop-live"))).status === 200, "the issuer's keys");
  });
  afterAll(() => {
    issuer.stop();
    controlPlane?.stop();
  });

  it("make a user of repository and environment, with the run in the audit log's extra", async () => {
    const review = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const answer = await as(DEPLOYS).tryPost<{ status: { userInfo: object } }>("/apis/authentication.k8s.io/v1/selfsubjectreviews", review);
    expect(answer.body.status.userInfo).toMatchObject({
      username: "github:acme-corp/acme-shop-api:live",
      groups: ["system:authenticated"],
      extra: { "github.com/run": ["987654321"] },
    });
  });

  it("are taken in both forms of sub, which names nobody", async () => {
    const named = { ...DEPLOYS, sub: "repo:acme-corp/acme-shop-api:environment:live" };
    expect((await as(named).call("GET", pods("acme-shop-live"))).status).toBe(200);
  });

  it.each([
    ["no environment", RUNS],
    ["another environment", { ...DEPLOYS, environment: "trial" }],
    ["an environment that begins alike", { ...DEPLOYS, environment: "live2" }],
    ["the audience of another cluster", { ...DEPLOYS, aud: tokenAudience("acme-trial", live.cluster.ca) }],
    ["the audience of a server with another authority", { ...DEPLOYS, aud: tokenAudience("acme-live", "Zm9yZ2Vk") }],
    ["an audience that names no authority", { ...DEPLOYS, aud: "acme-live" }],
    ["another owner of the same name", { ...DEPLOYS, repository_owner_id: "999999" }],
    ["a runner that somebody else controls", { ...DEPLOYS, runner_environment: "self-hosted" }],
    ["another workflow of the library", { ...DEPLOYS, job_workflow_ref: `${LIBRARY}/build-node.yml@${RELEASED}` }],
    ["a workflow whose name begins alike", { ...DEPLOYS, job_workflow_ref: `${LIBRARY}/deploy.yml.evil.yml@${RELEASED}` }],
    [
      "a workflow of its own repository",
      { ...DEPLOYS, job_workflow_ref: `acme-corp/acme-shop-api/.github/workflows/deploy.yml@${RELEASED}` },
    ],
    ["a workflow of another organization", { ...DEPLOYS, job_workflow_ref: `evil/acme-infra/.github/workflows/deploy.yml@${RELEASED}` }],
    [
      "a commit that was pushed but not released",
      { ...DEPLOYS, job_workflow_sha: PUSHED, job_workflow_ref: `${LIBRARY}/deploy.yml@${PUSHED}` },
    ],
    ["the deploy workflow for the library itself", { ...DEPLOYS, ...INFRA }],
    ["the deploy workflow in the environment of plans", { ...DEPLOYS, environment: "live-plan" }],
    ["the apply workflow called by a product", { ...DEPLOYS, job_workflow_ref: `${LIBRARY}/infra-apply.yml@${RELEASED}` }],
    ["the plan workflow in the environment of applies", { ...PLANS, environment: "live" }],
    ["the apply workflow in the environment of plans", { ...APPLIES, environment: "live-plan" }],
    ["the drift workflow in the environment of applies", { ...WATCHES, environment: "live" }],
    ["the drift workflow in the environment of plans", { ...WATCHES, environment: "live-plan" }],
    ["the plan workflow, which runs unreviewed code, in the environment of drift", { ...PLANS, environment: "live-drift" }],
    ["the drift workflow called by a product", { ...WATCHES, repository: "acme-corp/acme-shop-api" }],
  ])("are refused with %s", async (_, claims) => {
    expect((await as(claims).call("GET", pods("acme-shop-live"))).status).toBe(401);
  });

  it.each<[string, TokenOptions]>([
    ["expired", { livesFor: -60 }],
    ["signed by somebody else", { forged: true }],
    ["of another issuer", { issuer: "https://issuer.example" }],
  ])("are refused when %s", async (_, options) => {
    expect((await as(DEPLOYS, options).call("GET", pods("acme-shop-live"))).status).toBe(401);
  });

  it.each([
    ["another product's namespace", pods("acme-tide-live")],
    ["its own database's namespace", pods("acme-shop-live-db")],
    ["Secrets, in its own namespace too", "/api/v1/namespaces/acme-shop-live/secrets"],
    ["one Secret by its name", "/api/v1/namespaces/acme-shop-live/secrets/acme-shop-rw"],
    ["databases", "/apis/postgresql.cnpg.io/v1/namespaces/acme-shop-live-db/clusters"],
    ["namespaces", "/api/v1/namespaces"],
  ])("of a deployer do not reach %s", async (_, path) => {
    const refused = await as(DEPLOYS).call("GET", path);
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain('User "github:acme-corp/acme-shop-api:live"');
  });

  it.each([
    ["a way into a Pod", "/api/v1/namespaces/acme-shop-live/pods/any/exec?command=sh", {}],
    ["a Role", "/apis/rbac.authorization.k8s.io/v1/namespaces/acme-shop-live/roles", { metadata: { name: "more" }, rules: [] }],
    ["a RoleBinding", "/apis/rbac.authorization.k8s.io/v1/namespaces/acme-shop-live/rolebindings", { metadata: { name: "more" } }],
    [
      "a NetworkPolicy",
      "/apis/networking.k8s.io/v1/namespaces/acme-shop-live/networkpolicies",
      { metadata: { name: "open" }, spec: { podSelector: {} } },
    ],
    ["a ServiceAccount's token", "/api/v1/namespaces/acme-shop-live/serviceaccounts/acme-shop-api/token", { spec: { audiences: [] } }],
    ["a bare Pod", "/api/v1/namespaces/acme-shop-live/pods", { metadata: { name: "bare" }, spec: { containers: [] } }],
  ])("of a deployer do not make %s", async (_, path, body) => {
    expect((await as(DEPLOYS).tryPost(path, body)).status).toBe(403);
  });

  it("of a repository without a namespace reach nothing", async () => {
    const stranger = { ...DEPLOYS, repository: "acme-corp/acme-content", repository_id: "1002" };
    expect((await as(stranger).call("GET", pods("acme-shop-live"))).status).toBe(403);
  });

  it.each([
    ["a plan", PLANS],
    ["the drift watch", WATCHES],
    ["a plan to be applied", PLANS_TO_APPLY],
  ])("of %s read what the stack is made of, and change nothing", async (_, claims) => {
    expect((await as(claims).call("GET", "/api/v1/namespaces")).status).toBe(200);
    expect((await as(claims).call("GET", "/apis/networking.k8s.io/v1/networkpolicies")).status).toBe(200);
    expect((await as(claims).call("GET", "/api/v1/namespaces/acme-shop-live/secrets")).status).toBe(403);
    expect((await as(claims).tryDelete("/api/v1/namespaces/acme-shop-live?dryRun=All")).status).toBe(403);
    expect((await as(claims).tryPost("/api/v1/namespaces?dryRun=All", { metadata: { name: "more" } })).status).toBe(403);
  });

  it("of an apply may make a namespace", async () => {
    expect((await as(APPLIES).tryPost("/api/v1/namespaces?dryRun=All", { metadata: { name: "more" } })).status).toBe(201);
  });

  it("of a deployer install and upgrade its release, keeping releases in ConfigMaps", async () => {
    const api = applicationsOf(family, live).find(({ name }) => name === "acme-shop-api")!;
    const values = valuesFile(cluster, JSON.stringify(api.values));
    const kubeconfig = tokenKubeconfig(cluster, issuer.token(DEPLOYS));
    const helm = (namespace: string) =>
      whileJobsEnd(cluster, "Succeeded", () =>
        run(
          join(TOOLS, "helm4"),
          [
            "upgrade",
            api.name,
            join(CHARTS, api.chart),
            "--install",
            "--namespace",
            namespace,
            "--values",
            values,
            "--timeout",
            "60s",
            "--history-max",
            "20",
          ],
          { env: { PATH: process.env["PATH"], HOME: dirname(kubeconfig), KUBECONFIG: kubeconfig, HELM_DRIVER: "configmap" } },
        ),
      );
    expect(await helm("acme-shop-live")).toMatchObject({ code: 0 });
    expect(await helm("acme-shop-live")).toMatchObject({ code: 0 });
    const elsewhere = await helm("acme-tide-live");
    expect(elsewhere.code).not.toBe(0);
    expect(elsewhere.stderr).toContain("forbidden");
  });

  it("are taken for two authorities of the API server while one is exchanged, and then for the new one alone", async () => {
    const next = { ...DEPLOYS, aud: tokenAudience("acme-live", "bmV4dA==") };
    const status = async (claims: GitHubClaims) => (await as(claims).call("GET", pods("acme-shop-live"))).status;
    expect(await status(next)).toBe(401);
    await configure([RELEASED], ["bmV4dA==", live.cluster.ca]);
    await until(async () => (await status(next)) === 200, "the next authority");
    expect(await status(DEPLOYS)).toBe(200);
    await configure([RELEASED], ["bmV4dA=="]);
    await until(async () => (await status(DEPLOYS)) === 401, "the end of the former authority");
    expect(await status(next)).toBe(200);
    await configure([RELEASED]);
    await until(async () => (await status(DEPLOYS)) === 200, "the authority of the other tests");
  });

  it("are taken for a further commit as soon as the file has it, and for none when it has none", async () => {
    const pushed = { ...DEPLOYS, job_workflow_sha: PUSHED };
    await configure([RELEASED, PUSHED]);
    await until(async () => (await as(pushed).call("GET", pods("acme-shop-live"))).status === 200, "the new commit");
    await configure([]);
    await until(async () => (await as(DEPLOYS).call("GET", pods("acme-shop-live"))).status === 401, "no commit");
  });
});

/** A kubeconfig with nothing but a token. */
function tokenKubeconfig(cluster: Cluster, token: string): string {
  const { clusters } = parse(readFileSync(cluster.kubeconfig, "utf8")) as Kubeconfig;
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters,
    users: [{ name: "job", user: { token } }],
    contexts: [{ name: "job", context: { cluster: "test", user: "job" } }],
    "current-context": "job",
  };
  const file = join(mkdtempSync(join(dirname(cluster.kubeconfig), "job-")), "kubeconfig");
  writeFileSync(file, stringify(config));
  return file;
}
