import { basename } from "node:path";
import type { Family } from "../../../model/family";
import type { Path } from "../../../model/position";
import { databaseEntry, databaseValues } from "../../../stacks/environment/database-values";
import { gatewayValues } from "../../../stacks/environment/gateway-values";
import { below, from, originOf, valuesOf } from "../../../stacks/environment/sourced-values";
import { editedAcme, type Edit } from "../edited-acme";

const entry = { at: (...path: Path) => ({ file: "catalog/environments.yaml", line: 7, column: 3, path: ["live", ...path] }) };

it("splits values from where they are written; a value inside of one is written below it", () => {
  const sourced = { instances: from(3, entry, "instances"), size: from({ cpu: "2" }, below(entry, "size"), "large") };
  expect(valuesOf(sourced)).toEqual({ instances: 3, size: { cpu: "2" } });
  const origin = originOf(sourced, below(entry, "cluster"));
  expect(origin(["instances"]).path).toEqual(["live", "instances"]);
  expect(origin(["size", "cpu"]).path).toEqual(["live", "size", "large", "cpu"]);
});

it("names the given entry for a value that a construct adds", () => {
  expect(originOf({}, below(entry, "cluster"))(["name"]).path).toEqual(["live", "cluster"]);
});

/** Where the catalog writes a value of a database's release. */
function placeOf(family: Family, environment: string, key: string, ...path: readonly string[]): string {
  const { [environment]: where } = family.environments;
  const database = where!.databases[key]!;
  const located = originOf(databaseValues(family, where!, database, new Map()), databaseEntry(family, where!, database))(path);
  return `${basename(located.file)} ${located.path.join(".")}`;
}

describe("a value of a database", () => {
  const acme = editedAcme();

  it.each([
    [["spread"], "environments.yaml live.cluster.spread"],
    [["archive", "roleArn"], "environments.yaml live.archive.roleArn"],
    [["image"], "family.yaml database.image"],
    [["size", "storage"], "family.yaml database.sizes.medium.storage"],
    [["retentionDays"], "shop.yaml database.live.backups"],
    [["restore", "at"], "shop.yaml database.live.restore.at"],
    [["products", "shop", "partitions", "clicks"], "shop.yaml database.partitions.clicks"],
    [["products", "shop", "connectionLimits", "rw"], "family.yaml database.sizes.medium.connectionLimits.rw"],
    [["owner"], "shop.yaml database.live"],
  ])("of a product, %j, is written at %s", (path, place) => {
    expect(placeOf(acme, "live", "shop", ...path)).toBe(place);
  });

  it.each([
    [["name"], "family.yaml database.consolidated"],
    [["retentionDays"], "environments.yaml trial.backups"],
    [["restore", "at"], "environments.yaml trial.sharedDatabase.restore.at"],
    [["owner"], "environments.yaml trial.database"],
  ])("of several products, %j, is written at %s", (path, place) => {
    expect(placeOf(acme, "trial", "products", ...path)).toBe(place);
  });

  it("is written in the environment while that waits for an upgrade", () => {
    const waits: Edit = [
      "environments.yaml",
      "  backups: 30d\n",
      `  backups: 30d\n  postgres: { major: 17, image: "${acme.postgres.image}" }\n`,
    ];
    expect(placeOf(editedAcme(waits), "live", "shop", "pgMajor")).toBe("environments.yaml live.postgres.major");
  });
});

it("no Secrets are asked for where a product has no applications", () => {
  const { live } = editedAcme().environments;
  const { products } = databaseValues(editedAcme(), live!, live!.databases["shop"]!, new Map());
  expect(products.value["shop"]).toMatchObject({ namespace: null, readOnlySecret: null });
});

it("a product without a namespace has no hosts at the gateway", () => {
  const family = editedAcme();
  expect(gatewayValues(family, family.environments["live"]!, new Map()).products.value).toEqual({});
});
