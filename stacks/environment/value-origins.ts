import type { Database } from "../../model/database";
import type { Environment, Family } from "../../model/family";
import { isWritten, type Located, type Path } from "../../model/position";
import type { ValueOrigin } from "./release-values";

/** Where each value of a release of the chart `postgres` is written; what is computed points to the entry that has the database. */
export function databaseValueOrigin(family: Family, environment: Environment, database: Database): ValueOrigin {
  const entry = (...path: Path): Located => {
    const product = family.products[database.key];
    return product ? product.at("database", environment.name, ...path) : environment.at("database");
  };
  const history = (...path: Path): Located => (family.products[database.key] ? entry(...path) : environment.at("sharedDatabase", ...path));
  const version = (key: "image" | "major"): Located =>
    isWritten(environment, "postgres", key) ? environment.at("postgres", key) : family.at("database", key);
  const product = (code: Path[number], ...path: Path): Located =>
    family.products[code]?.at("database", ...path) ?? family.at("database", "platform");
  const origins: Readonly<Record<string, (...rest: Path) => Located>> = {
    name: () => family.at("database", database.consolidated ? "consolidated" : "prefix"),
    image: () => version("image"),
    pgMajor: () => version("major"),
    imagePullSecret: () => environment.at("cluster", "imagePullSecret"),
    instances: () => environment.at("instances"),
    size: (...rest) => family.at("database", "sizes", database.size.name, ...rest),
    spread: () => environment.at("cluster", "spread"),
    monitoringLabels: (...rest) => environment.at("cluster", "monitoring", "labels", ...rest),
    storageClass: () => environment.at("cluster", "storageClass"),
    retentionDays: () => (database.consolidated ? environment.at("backups") : entry("backups")),
    archive: (...rest) => environment.at("archive", ...rest),
    generation: () => history("generation"),
    restore: (...rest) => history("restore", ...rest),
    products: (code = "", key = "", ...rest) =>
      key === "connectionLimits" ? family.at("database", "sizes", database.size.name, key, ...rest) : product(code, key, ...rest),
  };
  return ([first = "", ...rest]) => (origins[first] ?? entry)(...rest);
}

/** Where each value of a release of the chart `gateway` is written. */
export function gatewayValueOrigin(family: Family, environment: Environment): ValueOrigin {
  return ([first = "", code = ""]) =>
    first === "issuer"
      ? environment.at("cluster", "issuer")
      : first === "actorHeader"
        ? family.at("actorHeader")
        : first === "products"
          ? (family.products[code]?.at() ?? family.at())
          : environment.at("domain");
}

/** Where each value of a release of the chart `baseline` is written. */
export function baselineValueOrigin(family: Family, environment: Environment): ValueOrigin {
  return ([first = ""]) =>
    first === "images" ? family.at("registry") : first === "allowTags" ? environment.at("allowTags") : environment.at();
}
