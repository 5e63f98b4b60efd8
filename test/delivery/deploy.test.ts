import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../cluster/support/cluster";
import { DeployRehearsal, LIBRARY_COMMIT, OLDER_COMMIT, signer, type Attestation } from "./deploy-rehearsal";
import { SERVICE } from "./product-repository";
import { tool } from "./tool";

describe("the shell of deploy, as emitted", () => {
  let rehearsal: DeployRehearsal;
  let commits: DeployRehearsal["product"]["commits"];

  beforeAll(async () => {
    rehearsal = await DeployRehearsal.start();
    ({ commits } = rehearsal.product);
  }, 300_000);

  afterAll(() => {
    rehearsal.stop();
  });

  it("finds the digest that was pushed for the commit of a tag", async () => {
    const { code, outputs } = await rehearsal.find(commits.first, "refs/tags/v1.2.3");
    expect(code).toBe(0);
    const image = rehearsal.image(commits.first);
    const [name, digest] = image.split("@");
    expect(outputs).toEqual({ image, name, digest, commit: commits.first, version: "1.2.3" });
  });

  it("refuses a tag when no image was pushed for its commit", async () => {
    const { code, output } = await rehearsal.find("f".repeat(40), "refs/tags/v1.2.3");
    expect(code).not.toBe(0);
    expect(output).toMatch(/has no tag sha-ffffffffffff: nothing was pushed for f{40}/);
  });

  it("refuses an image by tag before it reaches the cluster", async () => {
    const tagged = rehearsal.image(commits.first).replace(/@.*$/, ":v1.2.3");
    const { code, steps, output } = await rehearsal.deploy(commits.first, [rehearsal.signed(commits.first)], tagged);
    expect({ code, steps }).toEqual({ code: 1, steps: ["Verify the image"] });
    expect(output).toMatch(/is not a digest; a tag can mean another image tomorrow/);
  });

  it.each<[string, Partial<Attestation> | null]>([
    ["that nobody signed", null],
    ["that was signed for another repository", { repo: "acme-corp/acme-tide-api" }],
    ["of another commit", { commit: "e".repeat(40) }],
    ["of another branch", { ref: "refs/heads/change" }],
    ["signed by a branch of the library", { identity: signer("docker-scan", "refs/heads/change") }],
    ["signed by a commit of the library that was not released", { identity: signer("docker-scan", "d".repeat(40)) }],
    ["signed by another workflow", { identity: signer("build-node", LIBRARY_COMMIT) }],
    ["signed by a workflow of another organization", { identity: signer("docker-scan", LIBRARY_COMMIT).replace("acme-corp", "evil-corp") }],
  ])("refuses an image %s before it reaches the cluster", async (_, change) => {
    const attestations = change === null ? [] : [rehearsal.signed(commits.first, change)];
    const { code, steps, output } = await rehearsal.deploy(commits.first, attestations);
    expect({ code, steps }).toEqual({ code: 1, steps: ["Verify the image"] });
    expect(output).toMatch(/has no provenance that says: built by .*docker-scan\.yml for commit [0-9a-f]{40} on main/);
  });

  it("refuses a chart that the library's release did not sign", async () => {
    const own = rehearsal.chart;
    rehearsal.chart = { ...own, commit: OLDER_COMMIT };
    const { code, steps, output } = await rehearsal.deploy(commits.first);
    rehearsal.chart = own;
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Fetch the chart" });
    expect(output).toMatch(/charts\/service@sha256:[0-9a-f]{64} has no provenance/);
  });

  it("says who may open the charts to a repository that may not read them", async () => {
    rehearsal.registry.access.denied = true;
    const { code, steps, output } = await rehearsal.deploy(commits.first);
    rehearsal.registry.access.denied = false;
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Fetch the chart" });
    expect(output).toContain(
      `::error title=Chart::acme-corp/${SERVICE} may not read the package acme-infra/charts/service; ` +
        "its admin says at https://github.com/orgs/acme-corp/packages/container/acme-infra%2Fcharts%2Fservice/settings who may",
    );
  });

  it.each<[string, ((sha: string, other: string) => Attestation) | null]>([
    ["never ran in the environment before", null],
    ["is another than the one that ran there", (_, other) => rehearsal.ranBefore(other)],
    [
      "ran in an environment of another name",
      (sha) => rehearsal.ranBefore(sha, { predicate: "https://github.com/acme-corp/acme-infra/deployed/try" }),
    ],
    ["ran there for another repository", (sha) => rehearsal.ranBefore(sha, { repo: "acme-corp/acme-tide-api" })],
    ["another workflow says ran there", (sha) => rehearsal.ranBefore(sha, { identity: signer("docker-scan", LIBRARY_COMMIT) })],
    [
      "a commit of the library that was not released says ran there",
      (sha) => rehearsal.ranBefore(sha, { identity: signer("deploy", "d".repeat(40)) }),
    ],
    [
      "a workflow of the repository's own says ran there",
      (sha) =>
        rehearsal.ranBefore(sha, { identity: `https://github.com/acme-corp/${SERVICE}/.github/workflows/deploy.yml@${LIBRARY_COMMIT}` }),
    ],
    ["somebody was allowed to build, and nothing else", (sha) => rehearsal.signed(sha)],
  ])("refuses a digest that %s, and changes nothing", async (_, proof) => {
    const proofs = proof === null ? [] : [proof(commits.first, commits.second)];
    const { code, steps, output, summary } = await rehearsal.deploy(commits.first, [rehearsal.signed(commits.first), ...proofs]);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Refuse what has not proven itself" });
    expect(output).toContain(`${rehearsal.image(commits.first)} of ${commits.first} has not run in trial. Deploy it there first`);
    expect(summary).toMatch(/live: \*\*nothing changed\*\*/);
    expect(await rehearsal.running()).toBeUndefined();
  });

  it("rolls nothing out when the migrations fail on the first release", async () => {
    rehearsal.pods.jobsEnd = "Failed";
    const { code, output, summary } = await rehearsal.deploy(commits.first);
    rehearsal.pods.jobsEnd = "Succeeded";
    expect(code).toBe(1);
    expect(output).toMatch(/the migrations failed; nothing was rolled out/);
    expect(summary).toMatch(/migrations failed/);
    expect(await rehearsal.running()).toBeUndefined();
  });

  it("promotes a digest: verified, shown, migrated, rolled out, tried", async () => {
    const earlier = rehearsal.signed(commits.first, { identity: signer("docker-scan", OLDER_COMMIT) });
    const { code, steps, output, summary, directory } = await rehearsal.deploy(commits.first, [
      earlier,
      rehearsal.ranBefore(commits.first),
    ]);
    expect({ code, last: steps.at(-1), output: code === 0 ? "" : output }).toEqual({ code: 0, last: "Release", output: "" });
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.first));
    expect(await rehearsal.status()).toBe("deployed");
    expect(summary).toMatch(/```diff\n(.*\n)*\+kind: Deployment/);
    expect(summary).toMatch(/live: 1\.2\.3 \(.*@sha256:[0-9a-f]{64}\) answers at https:\/\/api\.acme-shop\.acme\.example\/healthz/);
    // Longer than the Job of the migrations has, by default.
    expect(readFileSync(join(directory, "env"), "utf8")).toContain("HELM_TIMEOUT=3660s\n");
    // Whoever uses the kubeconfig asks for a token; none is in it.
    expect(readFileSync(join(directory, "kubeconfig"), "utf8")).not.toMatch(/"token"|eyJ/);
  });

  it("leaves the running release as it is when the migrations of the next one fail", async () => {
    rehearsal.pods.jobsEnd = "Failed";
    const { code, output } = await rehearsal.deploy(commits.second);
    rehearsal.pods.jobsEnd = "Succeeded";
    expect(code).toBe(1);
    expect(output).toMatch(/the migrations failed; nothing was rolled out/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.first));
  });

  it.each([
    ["nothing well", 503, "upstream connect error"],
    ["with the way to a sign-in page", 302, ""],
    ["with somebody else's page", 200, "<html>Welcome</html>"],
  ])("goes back to the last good revision when the smoke test is answered %s", async (_, status, answer) => {
    const well = rehearsal.serviceAnswer;
    [rehearsal.serviceStatus, rehearsal.serviceAnswer] = [status, answer];
    const { code, output, summary } = await rehearsal.deploy(commits.second);
    [rehearsal.serviceStatus, rehearsal.serviceAnswer] = [200, well];
    expect(code).toBe(1);
    expect(output).toMatch(/https:\/\/api\.acme-shop\.acme\.example\/healthz does not answer/);
    expect(summary).toMatch(/rolled back\*\* to revision \d+/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.first));
    expect(rehearsal.ranHere.map(({ subject }) => subject)).not.toContain(`oci://${rehearsal.image(commits.second)}`);
  });

  it("goes back to the last good digest when the rollout never becomes ready, without a smoke test", async () => {
    rehearsal.pods.neverReady = rehearsal.image(commits.second);
    const { code, output, summary } = await rehearsal.deploy(commits.second);
    rehearsal.pods.neverReady = null;
    expect(code).toBe(1);
    expect(output).toMatch(/::error title=live::the rollout failed$/m);
    expect(output).not.toMatch(/does not answer/);
    expect(summary).toMatch(/rolled back\*\* to revision \d+, the rollout failed/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.first));
    expect(await rehearsal.status()).toBe("deployed");
  });

  it("goes forward, and back to an older commit, which is a rollback", async () => {
    expect((await rehearsal.deploy(commits.second)).code).toBe(0);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
    expect((await rehearsal.rollBack(commits.first)).code).toBe(0);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.first));
  });

  it("releases again what ran here, without asking the environment before", async () => {
    expect((await rehearsal.deploy(commits.first, [rehearsal.signed(commits.first)])).code).toBe(0);
  });

  it("undoes a release that a lost runner left half-way, and goes on", async () => {
    const { directory } = await rehearsal.deploy(commits.first);
    rehearsal.pods.jobsEnd = null;
    const args = ["upgrade", SERVICE, join(directory, "chart.tgz"), "--namespace", "acme-shop-live", "--wait"];
    const values = ["values.yaml", "platform.json"].flatMap((name) => ["--values", join(directory, name)]);
    const env = { ...process.env, KUBECONFIG: rehearsal.cluster.kubeconfig, HELM_DRIVER: "configmap" };
    const lost = spawn(tool("helm4"), [...args, ...values], { env, stdio: "ignore" });
    await until(async () => (await rehearsal.status()) === "pending-upgrade", "the upgrade");
    lost.kill("SIGKILL");
    rehearsal.pods.jobsEnd = "Succeeded";
    const { code, output } = await rehearsal.deploy(commits.second);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    expect(output).toMatch(/the last release was interrupted; undoing it first/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
  });

  it("leaves the newer release where an older run comes late", async () => {
    const { code, steps, output, summary } = await rehearsal.deploy(commits.first);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Refuse an older commit" });
    expect(output).toContain(
      `runs ${commits.second}, which is newer than ${commits.first}; nothing was changed. To go back, start the rollback`,
    );
    expect(summary).toMatch(/live: \*\*nothing changed\*\*/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
  });

  it("goes back to nothing that never ran here, although it ran in the environment before", async () => {
    const [ranHere, image] = [rehearsal.ranHere.splice(0), rehearsal.image(commits.first)];
    const { code, steps, output } = await rehearsal.rollBack(commits.first);
    rehearsal.ranHere.push(...ranHere);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Refuse what has not proven itself" });
    expect(output).toContain(
      `${image} of ${commits.first} never ran in live, so there is no way back to it; name a version that ran there`,
    );
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
  });

  it("refuses to go back over a contract migration whose rollout failed afterwards", async () => {
    rehearsal.pods.neverReady = rehearsal.image(commits.contract);
    expect((await rehearsal.deploy(commits.contract)).summary).toMatch(/rolled back\*\* to revision \d+, the rollout failed/);
    rehearsal.pods.neverReady = null;
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
    const { code, steps, output } = await rehearsal.rollBack(commits.first);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Refuse to go back over a contract step" });
    expect(output).toContain(
      `live has run migrations/0002_drop.sql (phase: contract) of ${commits.contract}, which ${commits.first} does not know`,
    );
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.second));
  });

  it("refuses to go back over a contract migration", async () => {
    expect((await rehearsal.deploy(commits.contract)).code).toBe(0);
    const { code, steps, output } = await rehearsal.rollBack(commits.second);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Refuse to go back over a contract step" });
    expect(output).toMatch(/live has run migrations\/0002_drop\.sql \(phase: contract\) of [0-9a-f]{40}, which [0-9a-f]{40} does not know/);
    expect(await rehearsal.running()).toBe(rehearsal.image(commits.contract));
  });
});
