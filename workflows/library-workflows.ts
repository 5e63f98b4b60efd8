import { GITHUB_STACK } from "../contract/stacks";
import { buildNodeWorkflow } from "./library/build-node";
import { buildPythonWorkflow } from "./library/build-python";
import { infraCallers } from "./callers/infra";
import type { Library } from "./callers/library";
import { ciWorkflow } from "./own/ci";
import { deployWorkflow } from "./library/deploy";
import type { DeployEnvironment } from "./library/deploy-props";
import { dockerScanWorkflow } from "./library/docker-scan";
import { infraApplyWorkflow } from "./own/infra-apply";
import { infraDriftWorkflow } from "./own/infra-drift";
import { infraFleetWorkflow } from "./own/infra-fleet";
import { infraPlanWorkflow } from "./own/infra-plan";
import type { Workflow } from "./engine/model";
import { HOSTED_RUNNER } from "./engine/steps";
import type { PlatformStack } from "./own/platform-job";
import { publishPythonWorkflow } from "./library/publish-python";
import { releaseWorkflow } from "./own/release";
import { releaseNodeWorkflow } from "./library/release-node";
import { rollbackWorkflow } from "./library/rollback";
import { validatePacksWorkflow } from "./library/validate-packs";

export interface LibraryProps {
  readonly organization: string;
  /** The repository that holds this library. */
  readonly infraRepository: string;
  /** Host of the registry that holds images and charts. */
  readonly registry: string;
  /** Index with the family's own Python packages, beside PyPI. */
  readonly pythonIndex: string;
  /** Python packages that the family publishes. */
  readonly ownPackages: readonly string[];
  /** Id of the GitHub App that makes version pull requests and tags. */
  readonly releaseAppId: number;
  /** In the order of promotion. */
  readonly environments: readonly DeployEnvironment[];
  /** Commits of this library that callers may pin, with their versions, oldest first. */
  readonly released: readonly { readonly sha: string; readonly version: string }[];
  /** Repositories that follow a scaffold. */
  readonly fleet: readonly string[];
}

/** Every workflow of this repository: what others call, its own checks and release, and its callers once there is a commit to pin. */
export const libraryWorkflows = (props: LibraryProps): readonly Workflow[] => {
  const newest = props.released.at(-1);
  return [
    ...reusableWorkflows(props),
    ciWorkflow(),
    releaseWorkflow(props),
    ...(newest ? infraCallers({ library: pinned(props, newest) }) : []),
  ];
};

/** The library at one commit, as callers see it. */
export const pinned = (props: LibraryProps, { sha, version }: { readonly sha: string; readonly version: string }): Library => ({
  repository: `${props.organization}/${props.infraRepository}`,
  sha,
  version,
  fleet: props.fleet,
  workflows: Object.fromEntries(reusableWorkflows(props).map((workflow) => [workflow.id, workflow])),
});

const reusableWorkflows = (props: LibraryProps): readonly Workflow[] => {
  const deployment = { ...props, releasedCommits: props.released.map(({ sha }) => sha) };
  const platform = { stacks: stacks(props), organization: props.organization };
  return [
    buildPythonWorkflow({ index: props.pythonIndex }),
    buildNodeWorkflow(),
    dockerScanWorkflow(deployment),
    deployWorkflow(deployment),
    rollbackWorkflow(deployment),
    publishPythonWorkflow({ index: props.pythonIndex }),
    releaseNodeWorkflow(props),
    validatePacksWorkflow(),
    infraPlanWorkflow(platform),
    infraApplyWorkflow(platform),
    infraDriftWorkflow(platform),
    infraFleetWorkflow(props),
  ];
};

/** The stacks of the platform, in the order in which they are applied. */
const stacks = ({ environments }: LibraryProps): readonly PlatformStack[] => [
  { name: GITHUB_STACK, hasCluster: false, runner: HOSTED_RUNNER },
  ...environments.map(({ name, runner }) => ({ name, hasCluster: true, runner })),
];
