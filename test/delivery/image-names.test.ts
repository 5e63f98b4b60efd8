import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployWorkflow } from "../../workflows/library/deploy";
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
  expect(output).toMatch(/connection refused/);
});
