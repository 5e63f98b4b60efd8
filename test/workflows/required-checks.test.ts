import { join } from "node:path";
import type { RepositoryKind } from "../../model/family";
import { loadFamily } from "../../model/load";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { requiredChecks } from "../../workflows/callers/required-checks";
import { libraryProps } from "../../workflows/library-props";
import { libraryWorkflows, pinned } from "../../workflows/library-workflows";
import { ACME } from "../cli/workplace";
import { editedAcme, type Edit } from "../stacks/edited-acme";
import { shop } from "./acme-callers";

const RELEASE = { sha: "1".repeat(40), version: "v1.0.0" };
const STATES = [
  ["before the first release", []],
  ["after it", [RELEASE]],
] as const;

/** Both families are looked at in both states, whatever their catalogs say of themselves today. */
describe.each([
  ["the catalog", join(__dirname, "../../catalog")],
  ["the invented family", ACME],
])("the branch protections of %s", (_, directory) => {
  const family = loadFamily(directory);
  const infra = family.repositories[family.infraRepository]?.kind.name;
  const demanded = ({ requiredChecks: always, requiredChecksOnceReleased: later }: RepositoryKind, released: readonly object[]) =>
    [...always, ...(released.length > 0 ? later : [])].sort();

  /** A check that is demanded and never comes blocks every pull request; one that comes and is not demanded stops nobody. */
  it.each(STATES.flatMap(([when, released]) => Object.values(family.kinds).map((kind) => [kind.name, when, kind, released] as const)))(
    "demand of a %s exactly the checks that its callers produce, %s",
    (name, __, kind, released) => {
      const props = { ...libraryProps(family), released };
      const workflows = name === infra ? libraryWorkflows(props) : repositoryCallers(name, { ...shop, library: pinned(props, RELEASE) });
      expect(demanded(kind, released)).toEqual([...requiredChecks(workflows)].sort());
    },
  );
});

it("demand the plan of the platform with the first released commit of the catalog, and not before", () => {
  const checks = (...edits: readonly Edit[]) => editedAcme(...edits).repositories["acme-infra"]?.requiredChecks;
  expect(checks(["family.yaml", "released: { 0123456789abcdef0123456789abcdef01234567: v1.0.0 }", "released: {}"])).toEqual(["check"]);
  expect(checks()).toEqual(["check", "plan / result"]);
});
