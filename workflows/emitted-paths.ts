import { ACTIONS_RECORD } from "./allowed-actions";

/** Folders that hold emitted files and nothing else. */
export const WHOLE_FOLDERS = [".github/workflows", "catalog/schemas", "docs/authentication"];

/** The other files that `npm run emit` writes from the catalog. */
export const EMITTED_FILES = [ACTIONS_RECORD, ".github/renovate/family.json", "renovate.json", "docs/workflows.md", "docs/catalog.md"];
