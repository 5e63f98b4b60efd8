import { libraryWorkflows, type LibraryProps } from "./library";
import { renderWorkflow } from "./render";

/** Where the workflows that are built beside others come from. */
const SOURCES: Readonly<Record<string, string>> = { infra: "callers/infra", drift: "callers/infra" };

/** The workflows that `npm run emit` writes, by path from the repository's root. */
export const emittedFiles = (props: LibraryProps): ReadonlyMap<string, string> =>
  new Map(
    libraryWorkflows(props).map((workflow) => [
      `.github/workflows/${workflow.id}.yml`,
      renderWorkflow(workflow, `Emitted from workflows/${SOURCES[workflow.id] ?? workflow.id}.ts; edit that and run: npm run emit`),
    ]),
  );
