import { actions } from "../actions";
import { read, write } from "../engine/model";
import type { Input, Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { advisoriesInput, checkout, gate, resultJob, runnerInput } from "../engine/steps";

export interface DockerScanProps {
  /** Host of the registry; the image's name is `<registry>/<owner>/<repository>`. */
  readonly registry: string;
  /** The family's package index, a URL; a Dockerfile reads it as the build argument PACKAGE_INDEX. */
  readonly pythonIndex: string;
  readonly organization: string;
  /** The repository of this library, whose workflow signs. */
  readonly infraRepository: string;
  /** Commits of this library that were released: what they signed for a commit is its image, beside what this one signs. */
  readonly releasedCommits: readonly string[];
}

const ARCHITECTURES = ["amd64", "arm64"] as const;

/**
 * Builds an image, refuses it when it is vulnerable, and signs what it pushes. The job that runs the caller's Dockerfile holds no permission;
 * the job that holds some runs nothing of the caller's. What was scanned is what is pushed: the same files, by digest.
 */
export const dockerScanWorkflow = (props: DockerScanProps): Workflow =>
  reusableWorkflow("docker-scan", {
    name: "Build and scan an image",
    summary:
      "Builds an image without any permission, scans it, and only then pushes it by digest with its provenance and the SBOM of each platform. A commit has one image: what was signed for it is never built over.",
    inputs,
    secrets: {
      INDEX_TOKEN: {
        description: "Token that reads the family's package index, when the index asks for one; the build has it as the secret netrc",
        required: false,
      },
    },
    outputs: {
      image: {
        description: "name@sha256:…, the only name that a deployment takes; empty when nothing was pushed",
        value: "${{ jobs.result.outputs.image }}",
      },
    },
    jobs: {
      build: build(props.pythonIndex),
      push: push(props),
      result: resultJob(["build", "push"], { image: "${{ needs.push.outputs.image }}" }),
    },
  });

const inputs: Readonly<Record<string, Input>> = {
  context: { type: "string", description: "Build context", default: ".", pattern: patterns.relativePath },
  dockerfile: {
    type: "string",
    description: "The Dockerfile, from the checkout",
    default: "infra/Dockerfile",
    pattern: patterns.relativePath,
  },
  platforms: {
    type: "string",
    description: "Platforms to build, separated by commas; each is scanned",
    default: "linux/amd64",
    pattern: `linux/(${ARCHITECTURES.join("|")})(,linux/(${ARCHITECTURES.join("|")}))*`,
  },
  version: {
    type: "string",
    description: "Version for the image's label; empty for the commit",
    default: "",
    pattern: "([0-9A-Za-z][0-9A-Za-z.+-]*)?",
  },
  site: {
    type: "string",
    description: "Artifact of an earlier job that is unpacked at site-folder before the build; empty for none",
    default: "",
    pattern: "([A-Za-z0-9_-]+)?",
  },
  "site-folder": { type: "string", description: "Where the artifact goes", default: "dist", pattern: patterns.relativePath },
  push: {
    type: "boolean",
    description: "Push and attest. Takes effect for a push to the default branch alone; otherwise the image is built and scanned",
    default: false,
    pattern: patterns.boolean,
  },
  severities: {
    type: "string",
    description: "Severities of vulnerabilities that fail, when a fix exists",
    default: "HIGH,CRITICAL",
    pattern: "(LOW|MEDIUM|HIGH|CRITICAL)(,(LOW|MEDIUM|HIGH|CRITICAL))*",
  },
  advisories: advisoriesInput,
  runner: runnerInput,
};

const FROM_DEFAULT_BRANCH = "github.event_name == 'push' && github.ref == format('refs/heads/{0}', github.event.repository.default_branch)";
const SCANNED = "scanned-image";

const build = (pythonIndex: string): Job => ({
  name: "build",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 45,
  permissions: { contents: read("check out") },
  outputs: { digest: "${{ steps.image.outputs.digest }}" },
  steps: [
    checkout(),
    gate("Hadolint", "hadolint", { DOCKERFILE: "${{ inputs.dockerfile }}" }),
    {
      name: "Fetch the site",
      if: "inputs.site != ''",
      uses: actions.downloadArtifact,
      with: { name: "${{ inputs.site }}", path: "${{ inputs.site-folder }}" },
    },
    { name: "Set up QEMU", if: "contains(inputs.platforms, 'arm64')", uses: actions.dockerSetupQemu, with: { "cache-image": false } },
    { name: "Set up Buildx", uses: actions.dockerSetupBuildx, with: { "cache-binary": false } },
    {
      name: "Build",
      id: "image",
      uses: actions.dockerBuildPush,
      with: {
        context: "${{ inputs.context }}",
        file: "${{ inputs.dockerfile }}",
        platforms: "${{ inputs.platforms }}",
        // A folder, not a registry: nothing leaves the runner before the scan.
        outputs: "type=oci,tar=false,dest=scanned/image",
        labels: [
          "org.opencontainers.image.source=${{ github.server_url }}/${{ github.repository }}",
          "org.opencontainers.image.revision=${{ github.sha }}",
          "org.opencontainers.image.version=${{ inputs.version || github.sha }}",
          // By which two images of one repository are told apart, whose name and tag would be the same.
          "build.from=${{ inputs.dockerfile }} in ${{ inputs.context }}",
        ].join("\n"),
        "build-args": `PACKAGE_INDEX=${pythonIndex}`,
        // Mounted for the one instruction that asks for it, so no layer and no history holds it.
        secrets: netrc(pythonIndex),
        // Ours is signed and made in the other job; BuildKit's own would change the digest.
        provenance: false,
        sbom: false,
      },
    },
    { name: "Set up Trivy", uses: actions.setupTrivy, with: { version: "v0.72.0", cache: false } },
    gate("Trivy configuration", "trivy-config", { DOCKERFILE: "${{ inputs.dockerfile }}" }),
    gate("Trivy image", "trivy-image", {
      IMAGE: "scanned/image",
      PLATFORMS: "${{ inputs.platforms }}",
      SEVERITIES: "${{ inputs.severities }}",
      WHEN_UNREACHABLE: "${{ inputs.advisories }}",
    }),
    gate("SBOM", "sbom", { PLATFORMS: "${{ inputs.platforms }}" }),
    {
      name: "Keep the image",
      if: `inputs.push && ${FROM_DEFAULT_BRANCH}`,
      uses: actions.uploadArtifact,
      with: { name: SCANNED, path: "scanned", "if-no-files-found": "error", "retention-days": 1, overwrite: true },
    },
  ],
});

/** What pip and others log in with at the host of the index; nothing without a token. */
const netrc = (index: string): string => {
  const line = `netrc=machine ${new URL(index).hostname} login __token__ password {0}`;
  return `\${{ secrets.INDEX_TOKEN && format('${line}', secrets.INDEX_TOKEN) || '' }}`;
};

const push = ({ registry, organization, infraRepository, releasedCommits }: DockerScanProps): Job => ({
  name: "push",
  needs: ["build"],
  if: `inputs.push && ${FROM_DEFAULT_BRANCH}`,
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 20,
  permissions: {
    packages: write("push the image and its attestations"),
    "id-token": write("sign as this workflow"),
    attestations: write("record what was signed"),
  },
  outputs: { image: "${{ steps.push.outputs.name }}@${{ steps.push.outputs.digest }}" },
  steps: [
    { name: "Fetch the image", uses: actions.downloadArtifact, with: { name: SCANNED, path: "scanned" } },
    {
      name: "Log in",
      uses: actions.dockerLogin,
      with: { registry, username: "${{ github.actor }}", password: "${{ github.token }}" },
    },
    {
      ...gate("Push", ["github-api", "registry-tag", "attested", "library-commit", "trusted", "push-image"], {
        GH_TOKEN: "${{ github.token }}",
        REGISTRY: registry,
        LIBRARY: `${organization}/${infraRepository}`,
        RELEASED: releasedCommits.join(" "),
        DIGEST: "${{ needs.build.outputs.digest }}",
      }),
      id: "push",
    },
    // To the manifest of its platform, whose contents it lists; an index of several has other contents.
    ...ARCHITECTURES.map((architecture) => ({
      name: `Attest the SBOM of ${architecture}`,
      if: `steps.push.outputs.${architecture} != ''`,
      uses: actions.attest,
      with: {
        "subject-name": "${{ steps.push.outputs.name }}",
        "subject-digest": `\${{ steps.push.outputs.${architecture} }}`,
        "sbom-path": `scanned/sbom-${architecture}.spdx.json`,
        "push-to-registry": true,
      },
    })),
    // Last: with it the image is whole, may be deployed, and is never made anew.
    {
      name: "Attest the provenance",
      if: "steps.push.outputs.sign == 'true'",
      uses: actions.attest,
      with: {
        "subject-name": "${{ steps.push.outputs.name }}",
        "subject-digest": "${{ steps.push.outputs.digest }}",
        "push-to-registry": true,
      },
    },
  ],
});
