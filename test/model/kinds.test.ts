import { join } from "node:path";
import { PRODUCT_KINDS } from "../../contract/kinds";
import { loadCatalog, loadFamily } from "../../model/load";
import { libraryProps } from "../../workflows/library-props";
import { copyAcme, removeCopies, type Edit } from "./copy-acme";

afterAll(removeCopies);

const found = (...edits: readonly Edit[]): readonly string[] =>
  loadCatalog(copyAcme(...edits)).problems.map(({ at, message }) => `${at.path.join(".")}: ${message}`);

const withKind = (name: string): Edit => [
  "repositories.yaml",
  "repositories:\n",
  `  ${name}:\n    description: Something else\nrepositories:\n`,
];

it("a kind of the catalog that the code does not know is refused, with where to write it", () => {
  expect(found(withKind("mobile-app"))).toEqual([
    'kinds.mobile-app: the kind "mobile-app" has no descriptor, so nobody knows its workflows and files; take one of "python-service", "web-ui", ' +
      '"python-library", "packs", "gateway", "infra", or write its descriptor in contract/kinds.ts, its workflows in ' +
      "workflows/callers/repository-callers.ts and its files in scaffolds/mobile-app/files/ (CONTRIBUTING.md)",
  ]);
});

it.each(["constructor", "valueof"])("a kind called %s is not confused with another one", (name) => {
  expect(found(withKind(name))).toEqual([expect.stringContaining(`the kind "${name}" has no descriptor`)]);
});

it("a misspelled kind is answered with the one that was meant", () => {
  expect(found(withKind("web-iu"))).toEqual([expect.stringContaining('did you mean "web-ui"?')]);
});

it("a repository of a kind without a descriptor is not refused a second time", () => {
  const repository: Edit = [
    "repositories.yaml",
    "repositories:\n",
    "repositories:\n  acme-app: { kind: mobile-app, owner: base, summary: App }\n",
  ];
  expect(found(repository, withKind("mobile-app"))).toHaveLength(1);
});

it("environments that the workflows of a kind do not use are refused", () => {
  const edit: Edit = ["repositories.yaml", "    description: Content\n", "    description: Content\n    environments: promotion\n"];
  expect(found(edit)).toEqual([
    'kinds.packs.environments: got "promotion"; the workflows of the kind packs use the environments "release": write that, or take the line away',
  ]);
});

it.each(Object.values(PRODUCT_KINDS))("a %s that belongs to no product is refused, with the way to one", (kind) => {
  const edit: Edit = [
    "repositories.yaml",
    "repositories:\n",
    `repositories:\n  acme-alone: { kind: ${kind}, owner: base, summary: Alone }\n`,
  ];
  expect(found(edit)).toEqual([
    `repositories.acme-alone.kind: a ${kind} is a part of a product, which gives it its code, hosts and database, and "acme-alone" belongs to none; ` +
      "write catalog/products/<code>.yaml (sigma new product <code>), which brings one, or take the kind python-library or packs or gateway or infra",
  ]);
});

it("only packages of the index are the family's own for Renovate, and packs wait as everything else does", () => {
  const { ownPackages } = libraryProps(loadFamily(join(__dirname, "../family/acme")));
  expect(ownPackages).toEqual(["acme-base", "acme-helpers", "acme-old"]);
});
