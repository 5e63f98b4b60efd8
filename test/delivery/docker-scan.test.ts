import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { dockerScanWorkflow } from "../../workflows/library/docker-scan";
import { isCallingJob } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { shell } from "../../workflows/engine/shell";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { runJob, type JobRun } from "./emitted-job";
import { GitHubRest } from "./github-rest";
import { OciRegistry } from "./oci-registry";
import { serve, type Served } from "./serve";

const REPOSITORY = "acme-corp/acme-shop-api";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const TAG = "sha-0123456789ab";
const home = mkdtempSync(join(tmpdir(), "docker-scan-"));
/** The library's commit that runs, as GitHub signs it into the job's token. */
const LIBRARY_COMMIT = "c0ffee0000000000000000000000000000000001";
const RELEASED = "c0ffee0000000000000000000000000000000002";
let registry: OciRegistry;
let github: GitHubRest;
let tokens: Served;

beforeAll(async () => {
  registry = await OciRegistry.start(new CertificateAuthority(home).issue({ commonName: "registry" }));
  github = await GitHubRest.start("Acme-Corp/acme-shop-api");
  const claims = Buffer.from(JSON.stringify({ job_workflow_sha: LIBRARY_COMMIT })).toString("base64url");
  tokens = await serve((_, response) => response.end(JSON.stringify({ value: `header.${claims}.signature` })));
  mkdirSync(join(home, "bin"));
  cpSync(join(__dirname, "stand-ins/gh"), join(home, "bin/gh"));
  chmodSync(join(home, "bin/gh"), 0o755);
});
beforeEach(() => {
  registry.forget(REPOSITORY, TAG);
  signed();
});
afterAll(() => {
  for (const each of [registry, github, tokens]) each.stop();
  rmSync(home, { recursive: true });
});

interface Scanned {
  /** Digest of the whole. */
  readonly digest: string;
  /** Digests of the platforms' own manifests. */
  readonly platforms: Readonly<Record<string, string>>;
}

/** Who signed which digest, as `gh attestation verify` and GitHub's API see it; nobody anything without arguments. */
function signed(digest?: string, change: Readonly<Record<string, string>> = {}): void {
  const attestation = {
    subject: `oci://${registry.host}/${REPOSITORY}@${digest}`,
    repo: "Acme-Corp/acme-shop-api",
    predicate: "https://slsa.dev/provenance/v1",
    identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${LIBRARY_COMMIT}`,
    ref: "refs/heads/main",
    commit: COMMIT,
    ...change,
  };
  writeFileSync(join(home, "attestations.json"), JSON.stringify(digest === undefined ? [] : [attestation]));
  github.attested.clear();
  if (digest !== undefined) github.attested.add(digest);
}

/**
 * What the build keeps: BuildKit's layout with an image for each platform, or with the one image itself, and the SBOMs.
 * @param from what it was built from, a label
 * @param built something of this attempt alone: no two builds give the same bytes
 */
function scanned(
  directory: string,
  architectures: readonly string[] = ["amd64", "arm64"],
  { from = "infra/Dockerfile in .", built = "2026-11-28T09:00:00Z" }: { readonly from?: string; readonly built?: string } = {},
): Scanned {
  const layout = join(directory, "scanned/image");
  mkdirSync(join(layout, "blobs/sha256"), { recursive: true });
  const put = (content: string, mediaType: string) => {
    const hash = createHash("sha256").update(content).digest("hex");
    writeFileSync(join(layout, "blobs/sha256", hash), content);
    return { mediaType, digest: `sha256:${hash}`, size: Buffer.byteLength(content) };
  };
  const image = "application/vnd.oci.image";
  const manifests = architectures.map((architecture) => {
    writeFileSync(join(directory, `scanned/sbom-${architecture}.spdx.json`), "{}");
    const rootfs = { type: "layers", diff_ids: [] };
    const config = put(
      JSON.stringify({ os: "linux", architecture, created: built, config: { Labels: { "build.from": from } }, rootfs }),
      `${image}.config.v1+json`,
    );
    const manifest = put(
      JSON.stringify({ schemaVersion: 2, mediaType: `${image}.manifest.v1+json`, config, layers: [] }),
      `${image}.manifest.v1+json`,
    );
    return { ...manifest, platform: { os: "linux", architecture } };
  });
  const [only, ...others] = manifests;
  const index =
    only && others.length === 0
      ? only
      : put(JSON.stringify({ schemaVersion: 2, mediaType: `${image}.index.v1+json`, manifests }), `${image}.index.v1+json`);
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [index] }));
  writeFileSync(join(layout, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  return {
    digest: index.digest,
    platforms: Object.fromEntries(manifests.map(({ platform, digest }) => [platform.architecture, digest])),
  };
}

const PROPS = {
  ...{ registry: "registry.acme.test", pythonIndex: "https://pypi.acme.test/simple" },
  ...{ organization: "acme-corp", infraRepository: "acme-infra", releasedCommits: [RELEASED] },
};

/** The job that pushes, as emitted, with the real skopeo. */
const push = (cwd: string, digest: string): Promise<JobRun> =>
  runJob({
    text: renderWorkflow(dockerScanWorkflow({ ...PROPS, registry: registry.host }), "Emitted for a test"),
    job: "push",
    cwd,
    environment: {
      PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
      HOME: home,
      SSL_CERT_FILE: join(home, "ca.crt"),
      ATTESTATIONS: join(home, "attestations.json"),
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${tokens.port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "Acme-Corp/acme-shop-api",
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA: COMMIT,
    },
    expressions: { "needs.build.outputs.digest": digest, "github.token": "token" },
  });

it("pushes every platform of what was scanned, under the commit, with the digest that was scanned", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest, platforms } = scanned(directory);
  const { code, output, outputs, summary } = await push(directory, digest);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(outputs).toEqual({ name: `${registry.host}/${REPOSITORY}`, digest, sign: "true", ...platforms });
  expect(Object.keys(platforms)).toEqual(["amd64", "arm64"]);
  expect(registry.digestOf(REPOSITORY, "sha-0123456789ab")).toBe(digest);
  expect(summary).toContain(`\`${registry.host}/${REPOSITORY}@${digest}\``);
});

it("attests the SBOM of the one platform to the image itself", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory, ["arm64"]);
  const { code, outputs } = await push(directory, digest);
  expect({ code, outputs }).toEqual({
    code: 0,
    outputs: { name: `${registry.host}/${REPOSITORY}`, digest, sign: "true", arm64: digest },
  });
});

/** An attempt for the commit that pushed, and what a second attempt finds: another digest of the same sources. */
async function twice(
  second: Parameters<typeof scanned>[2] = { built: "2026-11-28T10:00:00Z" },
): Promise<{ first: Scanned; second: Scanned; run: () => Promise<JobRun> }> {
  const [one, two] = [mkdtempSync(join(home, "job-")), mkdtempSync(join(home, "job-"))];
  const first = scanned(one);
  expect((await push(one, first.digest)).code).toBe(0);
  const again = scanned(two, ["amd64", "arm64"], second);
  return { first, second: again, run: () => push(two, again.digest) };
}

it.each([
  ["this commit of the library", LIBRARY_COMMIT],
  ["a released commit of the library", RELEASED],
])("gives the image of an earlier attempt out again when %s signed it, and signs and moves nothing", async (_, signer) => {
  const { first, second, run } = await twice();
  expect(second.digest).not.toBe(first.digest);
  signed(first.digest, { identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${signer}` });
  const { code, outputs, summary } = await run();
  expect({ code, outputs }).toEqual({ code: 0, outputs: { name: `${registry.host}/${REPOSITORY}`, digest: first.digest, sign: "false" } });
  expect(registry.digestOf(REPOSITORY, TAG)).toBe(first.digest);
  expect(summary).toContain(first.digest);
});

it("replaces an unsigned image of an earlier attempt, which nothing can have deployed", async () => {
  const { second, run } = await twice();
  const { code, outputs } = await run();
  expect({ code, outputs }).toMatchObject({ code: 0, outputs: { digest: second.digest, sign: "true" } });
  expect(registry.digestOf(REPOSITORY, TAG)).toBe(second.digest);
});

it("signs what it pushed before when the signatures are missing", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest, platforms } = scanned(directory);
  expect((await push(directory, digest)).code).toBe(0);
  expect((await push(directory, digest)).outputs).toEqual({ name: `${registry.host}/${REPOSITORY}`, digest, sign: "true", ...platforms });
});

it.each([
  ["another workflow", { identity: "https://github.com/acme-corp/acme-infra/.github/workflows/build-node.yml@main" }],
  [
    "a commit of the library that was not released",
    { identity: `https://github.com/acme-corp/acme-infra/.github/workflows/docker-scan.yml@${"d".repeat(40)}` },
  ],
  ["a run of another branch", { ref: "refs/heads/change" }],
  ["a run for another commit", { commit: "e".repeat(40) }],
])("neither takes nor replaces what %s signed", async (_, change) => {
  const { first, run } = await twice();
  signed(first.digest, change);
  const { code, output, outputs } = await run();
  expect({ code, outputs }).toEqual({ code: 1, outputs: {} });
  expect(output).toMatch(
    /is signed, but not by .*docker-scan.* for commit [0-9a-f]{40}; nothing was changed\. What is signed is never moved: push another commit/,
  );
  expect(registry.digestOf(REPOSITORY, TAG)).toBe(first.digest);
});

it("does not take a GitHub that does not answer for one that knows no signature", async () => {
  const { first, run } = await twice();
  github.broken = 503;
  const { code, output } = await run();
  github.broken = null;
  expect(code).toBe(1);
  expect(output).toMatch(/whether \S+ was signed: GitHub answered 503, Server Error/);
  expect(registry.digestOf(REPOSITORY, TAG)).toBe(first.digest);
}, 60_000);

it("refuses a second image of one repository, signed or not, and leaves the first", async () => {
  const { first, run } = await twice({ from: "worker/Dockerfile in worker" });
  for (const digest of [undefined, first.digest]) {
    signed(digest);
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain(
      `${TAG} was built from infra/Dockerfile in ., this image is from worker/Dockerfile in worker: a repository has one image, by its own name`,
    );
    expect(registry.digestOf(REPOSITORY, TAG)).toBe(first.digest);
  }
});

it("pushes nothing when the registry does not say whether the tag is there", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory);
  registry.access.denied = true;
  const { code, output } = await push(directory, digest);
  registry.access.denied = false;
  expect(code).toBe(1);
  expect(output).toMatch(/:sha-0123456789ab could not be looked up, so nothing is known of it and nothing was changed: .*denied/);
});

it("attests each SBOM to the manifest of its own platform, and none to the index", () => {
  const { push: job } = dockerScanWorkflow(PROPS).jobs;
  if (!job || isCallingJob(job)) throw new Error("no job of its own called push");
  const sboms = job.steps.filter(({ name }) => name.startsWith("Attest the SBOM"));
  expect(sboms).toMatchObject(
    ["amd64", "arm64"].map((architecture) => ({
      if: `steps.push.outputs.${architecture} != ''`,
      with: { "subject-digest": `\${{ steps.push.outputs.${architecture} }}`, "sbom-path": `scanned/sbom-${architecture}.spdx.json` },
    })),
  );
  // With the provenance an image may be deployed and is never made anew: so it comes when all else is there.
  expect(job.steps.at(-1)).toMatchObject({
    name: "Attest the provenance",
    if: "steps.push.outputs.sign == 'true'",
    with: { "subject-digest": "${{ steps.push.outputs.digest }}" },
  });
});

it("refuses an SBOM of a platform that the image does not have", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory);
  writeFileSync(join(directory, "scanned/sbom-riscv64.spdx.json"), "{}");
  const { code, output } = await push(directory, digest);
  expect(code).toBe(1);
  expect(output).toContain(`${digest} has no platform riscv64, of which there is an SBOM`);
});

it("pushes nothing when the artifact holds another image than the scanned one", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory);
  const other = `sha256:${"0".repeat(64)}`;
  const { code, output, outputs } = await push(directory, other);
  expect({ code, outputs }).toEqual({ code: 1, outputs: {} });
  expect(output).toContain(`the artifact holds ${digest}, scanned was ${other}: a foreign image is not pushed`);
  expect(registry.digestOf(REPOSITORY, TAG)).toBeUndefined();
});

it("scans every platform by itself, and lists its packages", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  scanned(directory);
  mkdirSync(join(directory, "bin"));
  // Stand-in for `trivy image --input <layout>`: says which platform it was given, into the SBOM where one is asked for.
  const trivy = `#!/usr/bin/env bash
said="$(skopeo inspect --config "oci:$3" | jq -r '"scanned " + .architecture')"
if [[ $* =~ "--format spdx-json --output "([^ ]+) ]]; then echo "$said" >"\${BASH_REMATCH[1]}"; else echo "$said"; fi
`;
  const step = (name: string, file: string): string => `      - name: ${name}\n        run: |\n${shell(file).replace(/^/gm, "          ")}`;
  writeFileSync(join(directory, "bin/trivy"), trivy, { mode: 0o755 });
  const { output, code } = await runJob({
    text: ["jobs:", "  scan:", "    steps:", step("Scan", "trivy-image"), step("SBOM", "sbom")].join("\n"),
    job: "scan",
    cwd: directory,
    environment: {
      PATH: [join(directory, "bin"), process.env["PATH"]].join(delimiter),
      HOME: home,
      ...{ IMAGE: "scanned/image", PLATFORMS: "linux/amd64,linux/arm64", SEVERITIES: "HIGH", WHEN_UNREACHABLE: "require" },
    },
    expressions: {},
  });
  expect({ code, scanned: output.match(/scanned \w+/g) }).toEqual({ code: 0, scanned: ["scanned amd64", "scanned arm64"] });
  for (const architecture of ["amd64", "arm64"]) {
    expect(readFileSync(join(directory, `scanned/sbom-${architecture}.spdx.json`), "utf8")).toBe(`scanned ${architecture}\n`);
  }
});
