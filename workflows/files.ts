import { workflowsDocument } from "./documentation";
import { libraryWorkflows, type LibraryProps } from "./library-workflows";
import type { Workflow } from "./engine/model";
import { renderWorkflow } from "./engine/render";
import { ownRenovate, renovatePreset } from "./renovate";

/** Sources, by id, of the workflows that are not in `workflows/library`. */
const SOURCES: Readonly<Record<string, string>> = {
  ci: "own/ci",
  release: "own/release",
  "infra-plan": "own/infra-plan",
  "infra-apply": "own/infra-apply",
  "infra-drift": "own/infra-drift",
  "infra-fleet": "own/infra-fleet",
  infra: "callers/infra",
  drift: "callers/infra",
  fleet: "callers/infra",
};

/** The first line of an emitted workflow. */
export const originOf = ({ id }: Workflow): string =>
  `Emitted from workflows/${SOURCES[id] ?? `library/${id}`}.ts; edit that and run: npm run emit`;

/** The workflows, their documentation, the family's Renovate preset and this repository's Renovate configuration that `npm run emit` writes, by path from the repository's root. */
export function emittedFiles(props: LibraryProps): ReadonlyMap<string, string> {
  const workflows = libraryWorkflows(props);
  return new Map([
    ...workflows.map((workflow) => [`.github/workflows/${workflow.id}.yml`, renderWorkflow(workflow, originOf(workflow))] as const),
    [".github/renovate/family.json", renovatePreset(props)] as const,
    ["renovate.json", ownRenovate(props)] as const,
    ["docs/workflows.md", workflowsDocument(workflows, props)] as const,
  ]);
}
