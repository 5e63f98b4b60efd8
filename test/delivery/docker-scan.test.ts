import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { dockerScanWorkflow } from "../../workflows/library/docker-scan";
import { isCallingJob } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { shell } from "../../workflows/engine/shell";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { runJob, type JobRun } from "./emitted-job";
import { OciRegistry } from "./oci-registry";

const REPOSITORY = "acme-corp/acme-shop-api";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const home = mkdtempSync(join(tmpdir(), "docker-scan-"));
let registry: OciRegistry;

beforeAll(async () => {
  registry = await OciRegistry.start(new CertificateAuthority(home).issue({ commonName: "registry" }));
});
afterAll(() => {
  registry.stop();
  rmSync(home, { recursive: true });
});

interface Scanned {
  /** Digest of the whole. */
  readonly digest: string;
  /** Digests of the platforms' own manifests. */
  readonly platforms: Readonly<Record<string, string>>;
}

/** What the build keeps: BuildKit's layout with an image for each platform, or with the one image itself, and the SBOMs. */
function scanned(directory: string, architectures: readonly string[] = ["amd64", "arm64"]): Scanned {
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
    const config = put(JSON.stringify({ os: "linux", architecture, config: {}, rootfs }), `${image}.config.v1+json`);
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

/** The job that pushes, as emitted, with the real skopeo. */
const push = (cwd: string, digest: string): Promise<JobRun> =>
  runJob({
    text: renderWorkflow(
      dockerScanWorkflow({ registry: registry.host, pythonIndex: "https://pypi.acme.test/simple" }),
      "Emitted for a test",
    ),
    job: "push",
    cwd,
    environment: {
      PATH: process.env["PATH"],
      HOME: home,
      SSL_CERT_FILE: join(home, "ca.crt"),
      GITHUB_REPOSITORY: "Acme-Corp/acme-shop-api",
      GITHUB_SHA: COMMIT,
    },
    expressions: { "needs.build.outputs.digest": digest },
  });

it("pushes every platform of what was scanned, under the commit, with the digest that was scanned", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest, platforms } = scanned(directory);
  const { code, output, outputs, summary } = await push(directory, digest);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(outputs).toEqual({ name: `${registry.host}/${REPOSITORY}`, ...platforms });
  expect(Object.keys(platforms)).toEqual(["amd64", "arm64"]);
  expect(registry.digestOf(REPOSITORY, "sha-0123456789ab")).toBe(digest);
  expect(summary).toContain(`\`${registry.host}/${REPOSITORY}@${digest}\``);
});

it("attests the SBOM of the one platform to the image itself", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory, ["arm64"]);
  const { code, outputs } = await push(directory, digest);
  expect({ code, outputs }).toEqual({ code: 0, outputs: { name: `${registry.host}/${REPOSITORY}`, arm64: digest } });
});

it("attests each SBOM to the manifest of its own platform, and none to the index", () => {
  const { push: job } = dockerScanWorkflow({ registry: "registry.acme.test", pythonIndex: "https://pypi.acme.test/simple" }).jobs;
  if (!job || isCallingJob(job)) throw new Error("no job of its own called push");
  const sboms = job.steps.filter(({ name }) => name.startsWith("Attest the SBOM"));
  expect(sboms).toMatchObject(
    ["amd64", "arm64"].map((architecture) => ({
      if: `steps.push.outputs.${architecture} != ''`,
      with: { "subject-digest": `\${{ steps.push.outputs.${architecture} }}`, "sbom-path": `scanned/sbom-${architecture}.spdx.json` },
    })),
  );
});

it("refuses an SBOM of a platform that the image does not have", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory);
  writeFileSync(join(directory, "scanned/sbom-riscv64.spdx.json"), "{}");
  const { code, output } = await push(directory, digest);
  expect(code).toBe(1);
  expect(output).toContain(`${digest} has no platform riscv64, of which there is an SBOM`);
});

it("signs nothing when the registry holds another digest than the scanned one", async () => {
  const directory = mkdtempSync(join(home, "job-"));
  const { digest } = scanned(directory);
  const other = `sha256:${"0".repeat(64)}`;
  const { code, output, outputs } = await push(directory, other);
  expect({ code, outputs }).toEqual({ code: 1, outputs: {} });
  expect(output).toContain(`the registry holds ${digest} under sha-0123456789ab, scanned was ${other}`);
});

it("scans every platform by itself, and lists what is in it", async () => {
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
