import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { requiredChecks } from "../../workflows/callers/required-checks";
import { libraryProps } from "../../workflows/library-props";
import { libraryWorkflows, pinned } from "../../workflows/library";
import { shop } from "./acme-callers";

const family = loadFamily(join(__dirname, "../../catalog"));
const props = libraryProps(family);
const library = pinned(props, { sha: "1".repeat(40), version: "v1.0.0" });

/** A check that is demanded and never comes blocks every pull request; one that comes and is not demanded stops nobody. */
it.each(Object.values(family.kinds).map((kind) => [kind.name, kind] as const))(
  "the branch protection of a %s demands exactly the checks that its callers produce",
  (name, kind) => {
    const workflows =
      name === family.repositories[family.infraRepository]?.kind.name
        ? libraryWorkflows(props)
        : repositoryCallers(name, { ...shop, library });
    expect([...kind.requiredChecks].sort()).toEqual([...requiredChecks(workflows)].sort());
  },
);
