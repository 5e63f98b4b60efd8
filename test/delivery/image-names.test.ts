import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployWorkflow } from "../../workflows/library/deploy";
import { isCallingJob } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { acme } from "../workflows/acme";
import { runJob, type JobRun } from "./emitted-job";
import { OciRegistry } from "./oci-registry";

const REPOSITORY = "acme-corp/acme-shop-api";
const home = mkdtempSync(join(tmpdir(), "image-names-"));
let registry: OciRegistry;

beforeAll(async () => {
  registry = await OciRegistry.start(new CertificateAuthority(home).issue({ commonName: "registry" }));
});
afterAll(() => {
  registry.stop();
  rmSync(home, { recursive: true });
});

/** The job that adds the version's tag, as emitted, with the real skopeo and a real registry. */
const label = (image: string, tag: string): Promise<JobRun> =>
  runJob({
    text: renderWorkflow(deployWorkflow({ ...acme, registry: registry.host, releasedCommits: [] }), "Emitted for a test"),
    job: "label",
    cwd: home,
    environment: {
      PATH: process.env["PATH"],
      HOME: home,
      SSL_CERT_FILE: join(home, "ca.crt"),
      GITHUB_REF: `refs/tags/${tag}`,
    },
    expressions: { "needs.image.outputs.image": image },
  });
/** The job that finds an image, as emitted. */
const find = (version: string, ref = "refs/heads/main", host = registry.host): Promise<JobRun> => {
  const empty = { service: "", chart: "", values: "", migrations: "", "smoke-path": "", commit: "", only: "", until: "" };
  // Its first step checks the inputs, which is not what these tests are about.
  const { image, ...others } = deployWorkflow({ ...acme, registry: host, releasedCommits: [] }).jobs;
  if (!image || isCallingJob(image)) throw new Error("no job of its own called image");
  const workflow = {
    ...deployWorkflow({ ...acme, registry: host, releasedCommits: [] }),
    jobs: { ...others, image: { ...image, steps: image.steps.slice(1) } },
  };
  return runJob({
    text: renderWorkflow(workflow, "Emitted for a test"),
    job: "image",
    cwd: home,
    environment: {
      PATH: process.env["PATH"],
      HOME: home,
      SSL_CERT_FILE: join(home, "ca.crt"),
      GITHUB_REPOSITORY: "Acme-Corp/acme-shop-api",
      GITHUB_REF: ref,
      GITHUB_SHA: COMMIT,
    },
    expressions: {
      ...Object.fromEntries(Object.entries(empty).map(([name, value]) => [`inputs.${name}`, value])),
      "inputs.version": version,
      "inputs.commit || github.sha": COMMIT,
    },
  });
};
const COMMIT = `dddddddddddd${"0".repeat(28)}`;
const named = (digest: string): string => `${registry.host}/${REPOSITORY}@${digest}`;
const green = ({ code, output }: JobRun) => ({ code, output: code === 0 ? "" : output });
const GREEN = { code: 0, output: "" };

it("gives an image of one platform its version without another digest, so what was signed for it stays, and does so again", async () => {
  const digest = registry.addImage(REPOSITORY, "sha-0123456789ab");
  expect(green(await label(named(digest), "v1.2.3"))).toEqual(GREEN);
  expect(registry.digestOf(REPOSITORY, "v1.2.3")).toBe(digest);
  expect(green(await label(named(digest), "v1.2.3"))).toEqual(GREEN);
  expect(registry.digestOf(REPOSITORY, "v1.2.3")).toBe(digest);
});

it("never moves a version", async () => {
  const [first, second] = [registry.addImage(REPOSITORY, "sha-aaaaaaaaaaaa"), registry.addImage(REPOSITORY, "sha-bbbbbbbbbbbb")];
  expect(green(await label(named(first), "v2.0.0"))).toEqual(GREEN);
  const { code, output } = await label(named(second), "v2.0.0");
  expect(code).toBe(1);
  expect(output).toContain(`:v2.0.0 is ${first}, this run deployed ${second}; a version is never moved`);
  expect(registry.digestOf(REPOSITORY, "v2.0.0")).toBe(first);
});

it("does not take a registry that is gone for one without the version", async () => {
  const image = named(registry.addImage(REPOSITORY, "sha-cccccccccccc")).replace(registry.host, "127.0.0.1:9");
  const { code, output } = await label(image, "v3.0.0");
  expect(code).not.toBe(0);
  expect(output).toMatch(/:v3\.0\.0 could not be looked up, so nothing is known of it and nothing was changed: .*connection refused/);
});

/** What the job that finds an image says of a digest. */
const found = (digest: string) => ({ image: named(digest), name: `${registry.host}/${REPOSITORY}`, digest });

it.each([
  ["goes back to", "v4.0.0", "refs/heads/main"],
  ["deploys again", "", "refs/tags/v4.0.0"],
])("%s a version by the version's own tag, also when the commit's tag was moved since", async (_, version, ref) => {
  const deployed = registry.addImage(REPOSITORY, "v4.0.0");
  registry.addImage(REPOSITORY, "sha-dddddddddddd");
  const { code, output, outputs } = await find(version, ref);
  expect({ code, output: code === 0 ? "" : output }).toEqual(GREEN);
  expect(outputs).toEqual({ ...found(deployed), commit: COMMIT, version: "4.0.0" });
});

it("finds a version that nothing was deployed of yet by its commit, and refuses to go back to it", async () => {
  const pushed = registry.addImage(REPOSITORY, "sha-dddddddddddd");
  expect((await find("", "refs/tags/v4.1.0")).outputs).toEqual({ ...found(pushed), commit: COMMIT, version: "4.1.0" });
  const { code, output } = await find("v4.1.0");
  expect(code).toBe(1);
  expect(output).toMatch(/has no tag v4\.1\.0: no deployment of that version has succeeded\. Name the commit instead/);
});

it("does not take a registry that is gone for one to which nothing was pushed", async () => {
  const { code, output } = await find("", "refs/heads/main", "127.0.0.1:9");
  expect(code).not.toBe(0);
  expect(output).toMatch(/:sha-dddddddddddd could not be looked up/);
  expect(output).not.toMatch(/nothing was pushed/);
});
