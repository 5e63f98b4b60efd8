import type { Family } from "../model/family";
import { fleetMembers } from "../model/fleet-members";
import type { LibraryProps } from "./library-workflows";

/** The facts of the family that workflows depend on: those emitted here, and the callers of every repository. */
export const libraryProps = (family: Family): LibraryProps => ({
  organization: family.organization,
  infraRepository: family.infraRepository,
  registry: family.registry,
  pythonIndex: family.python.index,
  // A package has the name of its repository.
  ownPackages: Object.values(family.repositories)
    .filter(({ kind }) => kind.publishes === "python-package")
    .map(({ name }) => name),
  releaseAppId: family.github.releaseAppId,
  environments: Object.values(family.environments).map(({ name, refs, cluster: { server, ca, access, runner } }) => ({
    name,
    refs,
    runner: runner.label,
    cluster: access.kind === "oidc" ? { kind: "oidc" } : { kind: "exec", server, ca, command: access.command },
  })),
  released: family.workflows.released,
  fleet: fleetMembers(family).map(({ name }) => name),
});
