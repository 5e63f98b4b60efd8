import { type KindDescriptor, type KindName, KINDS } from "../../contract/kinds";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { requiredChecks } from "../../workflows/callers/required-checks";
import { libraryWorkflows, pinned } from "../../workflows/library-workflows";
import { editedAcme, type Edit } from "../stacks/edited-acme";
import { acme } from "./acme";
import { shop } from "./acme-callers";

const RELEASE = { sha: "1".repeat(40), version: "v1.0.0" };
const STATES = [
  ["before the first release", []],
  ["after it", [RELEASE]],
] as const;

const kinds = Object.entries<KindDescriptor>(KINDS) as [KindName, KindDescriptor][];

/** A check that is demanded and never comes blocks every pull request; one that comes and is not demanded stops nobody. */
it.each(STATES.flatMap(([when, released]) => kinds.map(([name, kind]) => [name, when, kind, released] as const)))(
  "the branch protection of a %s demands exactly the checks that its workflows give, %s",
  (name, _, kind, released) => {
    const props = { ...acme, released };
    const callers = repositoryCallers(name, { ...shop, library: pinned(props, RELEASE), released: released.length > 0 });
    const workflows = kind.holdsCatalog ? libraryWorkflows(props) : callers;
    const demanded = [...kind.requiredChecks, ...(released.length > 0 ? kind.requiredChecksOnceReleased : [])];
    expect(demanded.sort()).toEqual([...requiredChecks(workflows)].sort());
  },
);

const checks = (repository: string, ...edits: readonly Edit[]) => editedAcme(...edits).repositories[repository]?.requiredChecks;

it("demands the plan of the platform with the first released commit of the catalog, and not before", () => {
  const unreleased: Edit = ["family.yaml", "released: { 0123456789abcdef0123456789abcdef01234567: v1.0.0 }", "released: {}"];
  expect(checks("acme-infra", unreleased)).toEqual(["check"]);
  expect(checks("acme-infra")).toEqual(["check", "plan / result"]);
});

it("demands what the catalog adds to a kind beside the checks of its workflows, each once", () => {
  const more: Edit = [
    "repositories.yaml",
    "description: Python package\n",
    "description: Python package\n    requiredChecks: [licenses, build / result]\n",
  ];
  expect(checks("acme-old", more)).toEqual(["build / result", "licenses"]);
});
