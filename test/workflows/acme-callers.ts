import type { Library } from "../../workflows/callers/library";
import type { RepositoryFacts } from "../../workflows/callers/repository-callers";
import { libraryWorkflows } from "../../workflows/library";
import { acme } from "./acme";

export const KINDS = ["python-service", "web-ui", "python-library", "packs", "gateway"] as const;

const library: Library = {
  repository: `${acme.organization}/${acme.infraRepository}`,
  sha: acme.releasedCommits[1]!,
  version: "v1.1.0",
  workflows: Object.fromEntries(libraryWorkflows(acme).map((workflow) => [workflow.id, workflow])),
};

/** A repository of the invented family that has everything a kind can have. */
export const shop: RepositoryFacts = {
  library,
  name: "acme-shop",
  package: "shop_api",
  pythonVersions: '["3.12", "3.13"]',
  migrations: "migrations/core",
  contractTests: "tests/contract",
};
