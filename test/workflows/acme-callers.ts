import type { Library } from "../../workflows/callers/library";
import type { RepositoryFacts } from "../../workflows/callers/repository-callers";
import { pinned } from "../../workflows/library-workflows";
import { acme, release } from "./acme";

export const KINDS = ["python-service", "web-ui", "python-library", "packs", "gateway"] as const;

const library: Library = pinned(acme, release);

/** A repository of the invented family that has everything a kind can have. */
export const shop: RepositoryFacts = {
  library,
  released: true,
  name: "acme-shop",
  package: "shop_api",
  pythonVersions: '["3.12", "3.13"]',
  migrations: "migrations/core",
  contractTests: "tests/contract",
};
