import { buildNodeWorkflow } from "./build-node";
import { buildPythonWorkflow } from "./build-python";
import { dockerScanWorkflow } from "./docker-scan";
import type { Workflow } from "./model";

export interface LibraryProps {
  /** Host of the registry that holds images and charts. */
  readonly registry: string;
  /** Index with the family's own Python packages, beside PyPI; null when there is none. */
  readonly pythonIndex: string | null;
}

/** Every workflow of this repository: the reusable ones. */
export const libraryWorkflows = ({ registry, pythonIndex }: LibraryProps): readonly Workflow[] => [
  buildPythonWorkflow({ index: pythonIndex }),
  buildNodeWorkflow(),
  dockerScanWorkflow({ registry }),
];
