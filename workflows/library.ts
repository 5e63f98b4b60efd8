import { buildNodeWorkflow } from "./build-node";
import { buildPythonWorkflow } from "./build-python";
import { deployWorkflow, type DeployEnvironment } from "./deploy";
import { dockerScanWorkflow } from "./docker-scan";
import type { Workflow } from "./model";
import { publishPythonWorkflow } from "./publish-python";
import { releaseNodeWorkflow } from "./release-node";
import { rollbackWorkflow } from "./rollback";
import { validatePacksWorkflow } from "./validate-packs";

export interface LibraryProps {
  readonly organization: string;
  /** The repository that holds this library. */
  readonly infraRepository: string;
  /** Host of the registry that holds images and charts. */
  readonly registry: string;
  /** Index with the family's own Python packages, beside PyPI. */
  readonly pythonIndex: string;
  /** Id of the platform's GitHub App. */
  readonly appId: number;
  /** In the order of promotion. */
  readonly environments: readonly DeployEnvironment[];
  /** Commits of this library that callers may pin, oldest first. */
  readonly releasedCommits: readonly string[];
}

/** Every workflow of this repository. */
export const libraryWorkflows = (props: LibraryProps): readonly Workflow[] => [
  buildPythonWorkflow({ index: props.pythonIndex }),
  buildNodeWorkflow(),
  dockerScanWorkflow(props),
  deployWorkflow(props),
  rollbackWorkflow(props),
  publishPythonWorkflow({ index: props.pythonIndex }),
  releaseNodeWorkflow(props),
  validatePacksWorkflow(),
];
