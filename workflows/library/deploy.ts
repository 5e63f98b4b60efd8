import { deployJob } from "./deploy-job";
import type { DeployProps } from "./deploy-props";
import { actions } from "../actions";
import { read, write } from "../engine/model";
import type { Input, Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { gate, HOSTED_RUNNER, resultJob } from "../engine/steps";

/** The inputs that deploy and rollback share: what to release. */
export const releaseInputs = {
  service: { type: "string", description: "Name of the Helm release: the repository's; clusters refuse another", pattern: patterns.kebab },
  chart: {
    type: "string",
    description: "service (an API) or web (a user interface), as released with this very commit of the library",
    pattern: "service|web",
  },
  values: { type: "string", description: "Folder with values-<environment>.yaml", default: "infra", pattern: patterns.relativePath },
  migrations: {
    type: "string",
    description: "Folder of the migrations, so that nobody goes back over a contract step",
    default: "migrations",
    pattern: patterns.relativePath,
  },
  "smoke-path": {
    type: "string",
    description:
      "Path that answers anybody with 200 when the release works; empty for /healthz, which has to say ok. Where the environment has an identity no other path answers anybody",
    default: "",
    pattern: "(/[A-Za-z0-9._/-]*)?",
  },
} as const satisfies Readonly<Record<string, Input>>;

/**
 * One digest through every environment that the ref may enter, each job behind its GitHub environment. A branch enters the environments that admit it,
 * a tag those that admit tags; nothing is rebuilt in between, and an environment takes only what ran in the one before. A rollback is the same with an
 * older commit, which has run there.
 */
export const deployWorkflow = (props: DeployProps): Workflow => {
  const names = props.environments.map(({ name }) => name);
  return reusableWorkflow("deploy", {
    name: "Deploy",
    summary: `Takes one digest through ${names.join(", ")}: verifies who built it and that it ran in the environment before, shows the difference, migrates, rolls out, tries it, and goes back when that fails.`,
    inputs: {
      ...releaseInputs,
      commit: {
        type: "string",
        description:
          "Commit that the image was built from; a named one may be older than what runs. Empty for the commit of this run, which may not",
        default: "",
        pattern: `(${patterns.commit})?`,
      },
      version: {
        type: "string",
        description: "Version to go back to, whose own tag in the registry says the digest; empty to go by the commit",
        default: "",
        pattern: `(${patterns.semanticTag})?`,
      },
      only: {
        type: "string",
        description: "The one environment to deploy to; empty for all that the ref may enter",
        default: "",
        pattern: `(${names.join("|")})?`,
      },
      until: { type: "string", description: "Last environment; empty for all", default: "", pattern: `(${names.join("|")})?` },
    },
    outputs: { image: { description: "name@sha256:… that was deployed", value: "${{ jobs.image.outputs.image }}" } },
    jobs: {
      image: image(props),
      ...Object.fromEntries(props.environments.map((_, index) => [jobId(names[index]), deployJob(props, index)])),
      label: label(props),
      result: result(props),
    },
  });
};

/** A job's id may not start with a digit; an environment's name may. */
const jobId = (environment = ""): string => `deploy-${environment}`;

/** Finds the digest that was pushed for the commit. A tag is only the way to find it: who built it from what is verified before each deployment. */
const image = ({ registry }: DeployProps): Job => ({
  name: "image",
  runsOn: HOSTED_RUNNER,
  timeoutMinutes: 10,
  permissions: { packages: read("look the digest up") },
  outputs: {
    image: "${{ steps.find.outputs.image }}",
    name: "${{ steps.find.outputs.name }}",
    digest: "${{ steps.find.outputs.digest }}",
    commit: "${{ steps.find.outputs.commit }}",
    version: "${{ steps.find.outputs.version }}",
  },
  steps: [
    { name: "Log in", uses: actions.dockerLogin, with: { registry, username: "${{ github.actor }}", password: "${{ github.token }}" } },
    {
      ...gate("Find the image", ["registry-tag", "find-image"], {
        REGISTRY: registry,
        COMMIT: "${{ inputs.commit || github.sha }}",
        VERSION: "${{ inputs.version }}",
      }),
      id: "find",
    },
  ],
});

/** The overall result. It fails when the ref may enter no environment, such as a rollback started on the wrong ref. */
function result({ environments }: DeployProps): Job {
  const all = resultJob(["image", ...environments.map(({ name }) => jobId(name)), "label"], {}, HOSTED_RUNNER);
  const deployed = gate("Look whether anything was deployed", "deployed", {
    RESULTS: "${{ toJSON(needs) }}",
    ONLY: "${{ inputs.only }}",
    UNTIL: "${{ inputs.until }}",
    ADMITTED: environments.map(({ name, refs }) => `${name} ${[...refs.branches, ...refs.tags].join(" ")}`).join(", "),
  });
  return { ...all, steps: [...all.steps, deployed] };
}

/** The version as a second name of the digest, once the first environment that admits tags runs it. */
function label(props: DeployProps): Job {
  const first = props.environments.find(({ refs }) => refs.tags.length > 0);
  return {
    name: "label",
    needs: ["image", ...(first ? [jobId(first.name)] : [])],
    if: `!cancelled() && !failure() && startsWith(github.ref, 'refs/tags/v') && inputs.commit == ''${first ? ` && needs.${jobId(first.name)}.result == 'success'` : ""}`,
    runsOn: HOSTED_RUNNER,
    timeoutMinutes: 5,
    permissions: { packages: write("add the version's tag to the digest") },
    steps: [
      {
        name: "Log in",
        uses: actions.dockerLogin,
        with: { registry: props.registry, username: "${{ github.actor }}", password: "${{ github.token }}" },
      },
      gate("Add the version", ["registry-tag", "label-image"], { IMAGE: "${{ needs.image.outputs.image }}" }),
    ],
  };
}
