import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type KindDescriptor, KINDS, PRODUCT_KINDS } from "../../contract/kinds";
import { CONTENTS } from "../../model/schema/repositories";

const SCAFFOLDS = join(__dirname, "../../scaffolds");
const kinds = Object.entries<KindDescriptor>(KINDS);

it("the deployed kinds are the parts of every product", () => {
  const deployed = kinds.flatMap(([name, { deploys }]) => (deploys === null ? [] : [name]));
  expect(deployed.sort()).toEqual(Object.values<string>(PRODUCT_KINDS).sort());
});

it("one kind holds the catalog, and one is switched on by the gateway", () => {
  expect(kinds.filter(([, { holdsCatalog }]) => holdsCatalog)).toHaveLength(1);
  expect(kinds.filter(([, { onlyInGatewayMode }]) => onlyInGatewayMode)).toHaveLength(1);
});

it("what publishes to the index has a package", () => {
  for (const [, kind] of kinds) if (kind.publishes === "python-package") expect(kind.package).not.toBe("none");
});

it.each(kinds)("there are files for the repositories of the kind %s", (name, { hasContents }) => {
  for (const folder of hasContents ? CONTENTS.map((contents) => `${name}/${contents}`) : [name])
    expect([folder, existsSync(join(SCAFFOLDS, folder, "files"))]).toEqual([folder, true]);
});

it("there are files for no other kind", () => {
  const folders = readdirSync(SCAFFOLDS, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "shared");
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(KINDS).sort());
});
