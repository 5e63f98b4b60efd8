import { DEPLOYMENT } from "../../contract/variables";
import { actions } from "../actions";
import { clusterAccess } from "./cluster-access";
import type { DeployEnvironment, DeployProps } from "./deploy-props";
import { read, write } from "../engine/model";
import type { Job } from "../engine/model";
import { checkout, gate } from "../engine/steps";

/** The job of one environment; `index` is its place in the promotion. */
export function deployJob(props: DeployProps, index: number): Job {
  const environment = props.environments[index];
  if (!environment) throw new Error(`no environment ${index}; there are ${props.environments.length}`);
  const { name, cluster, runner } = environment;
  const library = `${props.organization}/${props.infraRepository}`;
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
    timeoutMinutes: 45,
    permissions: {
      contents: read("values and migrations of the image's commit"),
      packages: read("pull the chart"),
      attestations: read("verify who built image and chart"),
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
    steps: [
      checkout({ history: true, ref: "${{ needs.image.outputs.commit }}" }),
      { name: "Set up Helm", uses: actions.setupHelm, with: { version: "v4.2.4" } },
      {
        name: "Log in",
        uses: actions.dockerLogin,
        with: { registry: props.registry, username: "${{ github.actor }}", password: "${{ github.token }}" },
      },
      gate("Verify the image", ["library-commit", "verify-image"], {
        GH_TOKEN: "${{ github.token }}",
        LIBRARY: library,
        RELEASED: props.releasedCommits.join(" "),
      }),
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
      gate("Look at what runs", "running"),
      gate("Refuse an older commit", "refuse-older", { GOING_BACK_TO: "${{ inputs.commit }}" }),
      gate("Refuse to go back over a contract step", "refuse-contract", { MIGRATIONS: "${{ inputs.migrations }}" }),
      gate("Show the difference", "show-difference"),
      gate("Release", "release", { SMOKE_PATH: "${{ inputs.smoke-path || '/healthz' }}" }),
    ],
  };
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
