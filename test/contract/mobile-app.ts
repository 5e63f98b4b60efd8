import type { Edit } from "../model/copy-acme";

/** An invented kind of repositories: what CONTRIBUTING.md says of a new one, file by file. */
const CATALOG = "catalog/repositories.yaml";

/** The kind in the catalog, without a repository. */
export const KIND_IN_CATALOG: readonly Edit[] = [
  [CATALOG, "repositories:\n", "  mobile-app:\n    description: App of the family\n    topics: [mobile]\nrepositories:\n"],
];

/** What the kind publishes, and where. */
export const KIND_DESCRIPTOR: readonly Edit[] = [
  [
    "contract/kinds.ts",
    "} as const satisfies",
    '  "mobile-app": { ...shared, publishes: "bundle", environments: "release", requiredChecks: ["test / result"] },\n} as const satisfies',
  ],
];

/** The workflows that its repositories call. */
export const KIND_WORKFLOWS: readonly Edit[] = [
  [
    "workflows/callers/repository-callers.ts",
    "  gateway: { own",
    '  "mobile-app": { own: ({ library }) => [pipeline({ test: call(library, "build-node", {}) })], inHolder: null },\n  gateway: { own',
  ],
  [
    "workflows/callers/repository-callers.ts",
    'import type { Library } from "./library";\n',
    'import { call, type Library } from "./library";\nimport { pipeline } from "./pipeline";\n',
  ],
];

/** What they are born with. */
export const KIND_FILES: Readonly<Record<string, string>> = {
  "scaffolds/mobile-app/files/README.md": "# <%= it.repository %>\n\n<%= it.summary %>\n",
};
