import type { Located, Path } from "./position";
import type { EnvironmentsSpec, FamilySpec, ProductSpec, RepositoriesSpec, SecretsSpec, TeamsSpec } from "./schema";

/** What one file says and where each value of it stands. */
export interface Source<Spec> {
  readonly spec: Spec;
  readonly at: (...path: Path) => Located;
}

/** Every file of the catalog, read and fitting its schema. */
export interface Sources {
  readonly family: Source<FamilySpec>;
  readonly environments: Source<EnvironmentsSpec>;
  readonly teams: Source<TeamsSpec>;
  readonly repositories: Source<RepositoriesSpec>;
  /** By product code. */
  readonly products: Readonly<Record<string, Source<ProductSpec>>>;
  /** By repository. */
  readonly secrets: Readonly<Record<string, Source<SecretsSpec>>>;
}

/** The position function of one value inside a file. */
export const within =
  ({ at }: { at: (...path: Path) => Located }, ...prefix: Path) =>
  (...path: Path): Located =>
    at(...prefix, ...path);

export const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
