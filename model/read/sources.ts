import type { Located, Path } from "../position";
import type { EnvironmentsSpec } from "../schema/environments";
import type { FamilySpec } from "../schema/family";
import type { ImportsSpec } from "../schema/imports";
import type { ProductSpec } from "../schema/product";
import type { RepositoriesSpec } from "../schema/repositories";
import type { SecretsSpec } from "../schema/secrets";
import type { TeamsSpec } from "../schema/teams";

/** The validated content of one file, with the positions of its values. */
export interface Source<Spec> {
  readonly spec: Spec;
  /** As the file has it, before defaults. */
  readonly written: unknown;
  readonly at: (...path: Path) => Located;
}

/** Every file of the catalog, read and validated. */
export interface Sources {
  readonly family: Source<FamilySpec>;
  readonly environments: Source<EnvironmentsSpec>;
  readonly teams: Source<TeamsSpec>;
  readonly repositories: Source<RepositoriesSpec>;
  /** Empty where there is no such file. */
  readonly imports: ImportsSpec;
  /** By product code. */
  readonly products: Readonly<Record<string, Source<ProductSpec>>>;
  /** The files a product's repository is born with, by product code and file name. */
  readonly migrations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By repository. */
  readonly secrets: Readonly<Record<string, Source<SecretsSpec>>>;
}

/** The position function of one value inside a file. */
export const within =
  ({ at }: { at: (...path: Path) => Located }, ...prefix: Path) =>
  (...path: Path): Located =>
    at(...prefix, ...path);
