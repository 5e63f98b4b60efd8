import { workflowsDocument } from "./documentation";
import { libraryWorkflows, type LibraryProps } from "./library";
import { renderWorkflow } from "./render";
import { renovatePreset } from "./renovate";

/** Where the workflows that are built beside others come from. */
const SOURCES: Readonly<Record<string, string>> = { infra: "callers/infra", drift: "callers/infra" };

/** The workflows, their documentation and the Renovate preset that `npm run emit` writes, by path from the repository's root. */
export function emittedFiles(props: LibraryProps): ReadonlyMap<string, string> {
  const workflows = libraryWorkflows(props);
  return new Map([
    ...workflows.map(
      (workflow) =>
        [
          `.github/workflows/${workflow.id}.yml`,
          renderWorkflow(workflow, `Emitted from workflows/${SOURCES[workflow.id] ?? workflow.id}.ts; edit that and run: npm run emit`),
        ] as const,
    ),
    [".github/renovate/family.json", renovatePreset(props)] as const,
    ["docs/workflows.md", workflowsDocument(workflows, props)] as const,
  ]);
}
