import { RELEASE_MINUTES, TIME_OUTS } from "../../contract/time-outs";
import { DEPLOYMENT } from "../../contract/variables";
import { actions } from "../actions";
import { clusterAccess } from "./cluster-access";
import type { DeployEnvironment, DeployProps } from "./deploy-props";
import { read, write } from "../engine/model";
import type { Job, Step } from "../engine/model";
import { checkout, gate } from "../engine/steps";

/** Type of the statement that an image ran in an environment, whose name follows. An address of our own, as in-toto wants it; nothing has to be there. */
const proof = (library: string): string => `https://github.com/${library}/deployed`;

/** The job of one environment; `index` is its place in the promotion. */
export function deployJob(props: DeployProps, index: number): Job {
  const environment = props.environments[index];
  if (!environment) throw new Error(`no environment ${index}; there are ${props.environments.length}`);
  const { name, runner } = environment;
  const earlier = props.environments.slice(0, index).map((each) => each.name);
  return {
    name,
    needs: ["image", ...earlier.map((each) => `deploy-${each}`)],
    // Environments that the ref may not enter are skipped, and skipping must not stop the chain; a failure must.
    if: [
      "!cancelled() && !failure()",
      `(${admitted(environment)})`,
      `(inputs.only == '' || inputs.only == '${name}')`,
      ...(earlier.length > 0 ? [`!contains(fromJSON('${JSON.stringify(earlier)}'), inputs.until)`] : []),
    ].join(" && "),
    runsOn: runner,
    timeoutMinutes: RELEASE_MINUTES,
    permissions: {
      contents: read("values and migrations of the image's commit"),
      packages: read("pull the chart"),
      attestations: write("verify who built image and chart, and record that the image ran here"),
      "id-token": write("be this job to the cluster"),
    },
    environment: { name, url: `https://\${{ fromJSON(vars.${DEPLOYMENT}).host }}` },
    // Runs queue in order; none is dropped and none is canceled.
    concurrency: { group: `deploy-\${{ inputs.service }}-${name}`, cancelInProgress: false, queue: "max" },
    env: {
      ENVIRONMENT: name,
      SERVICE: "${{ inputs.service }}",
      IMAGE: "${{ needs.image.outputs.image }}",
      COMMIT: "${{ needs.image.outputs.commit }}",
      VERSION: "${{ needs.image.outputs.version }}",
      DEPLOYMENT: `\${{ vars.${DEPLOYMENT} }}`,
      // Releases as ConfigMaps: the deployer has no verb on Secrets.
      HELM_DRIVER: "configmap",
    },
    steps: deploySteps(props, environment, earlier.at(-1) ?? null),
  };
}

/** The steps of one environment; `before` is the one that an image must have run in, null for the first. */
function deploySteps(props: DeployProps, { name, cluster }: DeployEnvironment, before: string | null): readonly Step[] {
  const library = `${props.organization}/${props.infraRepository}`;
  const signers = { GH_TOKEN: "${{ github.token }}", LIBRARY: library, RELEASED: props.releasedCommits.join(" ") };
  const back = { BACK_SECONDS: String(TIME_OUTS.wayBack) };
  return [
    checkout({ history: true, ref: "${{ needs.image.outputs.commit }}" }),
    { name: "Set up Helm", uses: actions.setupHelm, with: { version: "v4.2.4" } },
    {
      name: "Log in",
      uses: actions.dockerLogin,
      with: { registry: props.registry, username: "${{ github.actor }}", password: "${{ github.token }}" },
    },
    gate("Verify the image", ["library-commit", "trusted", "verify-image"], signers),
    gate("Fetch the chart", "fetch-chart", {
      GH_TOKEN: "${{ github.token }}",
      LIBRARY: library,
      REGISTRY: props.registry,
      CHART: "${{ inputs.chart }}",
    }),
    clusterAccess(cluster, `\${{ fromJSON(vars.${DEPLOYMENT}).namespace }}`),
    gate("Prepare the release", "prepare-release", {
      CHART: "${{ inputs.chart }}",
      VALUES: "${{ inputs.values }}",
      GOING_BACK_TO: "${{ inputs.commit }}",
    }),
    gate("Look at what runs", "running", back),
    gate("Refuse an older commit", "refuse-older", { GOING_BACK_TO: "${{ inputs.commit }}" }),
    gate("Refuse what has not proven itself", ["trusted", "refuse-unproven"], { ...signers, PROOF: proof(library), BEFORE: before ?? "" }),
    gate("Refuse to go back over a contract step", "refuse-contract", { MIGRATIONS: "${{ inputs.migrations }}" }),
    gate("Show the difference", "show-difference", {
      HELM_SECONDS: String(TIME_OUTS.helm.wait),
      LONGER_THAN_JOB: String(TIME_OUTS.helm.longerThanJob),
    }),
    gate("Release", "release", { ...back, SMOKE_PATH: "${{ inputs.smoke-path || '/healthz' }}" }),
    // The next environment asks for it, and whoever wants to come back here.
    {
      name: "Sign that it ran here",
      uses: actions.attest,
      with: {
        "subject-name": "${{ needs.image.outputs.name }}",
        "subject-digest": "${{ needs.image.outputs.digest }}",
        "predicate-type": `${proof(library)}/${name}`,
        predicate: `{ "environment": "${name}", "service": "\${{ inputs.service }}", "commit": "\${{ needs.image.outputs.commit }}" }`,
      },
    },
  ];
}

/** What the environment admits, as an expression over the ref of the run. The environment's own policy says the same and cannot be edited here. */
function admitted({ name, refs }: DeployEnvironment): string {
  const expression = (kind: "heads" | "tags", pattern: string): string => {
    if (!/^[^*?[\]!+]+\*?$/.test(pattern))
      throw new Error(`environment ${name}: ref pattern "${pattern}" is neither a name nor a prefix with * at its end`);
    return pattern.endsWith("*")
      ? `startsWith(github.ref, 'refs/${kind}/${pattern.slice(0, -1)}')`
      : `github.ref == 'refs/${kind}/${pattern}'`;
  };
  const all = [...refs.branches.map((branch) => expression("heads", branch)), ...refs.tags.map((tag) => expression("tags", tag))];
  if (all.length === 0) throw new Error(`environment ${name} admits no ref, so nothing could be deployed to it`);
  return all.join(" || ");
}
