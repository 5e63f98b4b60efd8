import { renameSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import { copyAcme } from "./copy-acme";

/** The invented family with a team and a product called `constructor`: the one lower-case name that every JavaScript object has. */
export function acmeWithConstructor(): Family {
  const directory = copyAcme(
    ["teams.yaml", "sales: {", "constructor: {"],
    ["teams.yaml", "parent: sales", "parent: constructor"],
    ["products/shop.yaml", "api: sales,", "api: constructor,"],
    ["products/shop.yaml", "calls: [tide]", "calls: [constructor]"],
    ["products/tide.yaml", "api: sales,", "api: constructor,"],
    ["products/relic.yaml", "api: sales,", "api: constructor,"],
    ["products/dream.yaml", "api: sales,", "api: constructor,"],
    ["repositories.yaml", "owner: sales", "owner: constructor"],
  );
  renameSync(join(directory, "products/tide.yaml"), join(directory, "products/constructor.yaml"));
  return loadFamily(directory);
}
