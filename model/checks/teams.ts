import { MAX_REVIEWERS } from "../../contract/limits";
import { noSuch } from "../no-such";
import { isWritten, type Entry, type Path } from "../position";
import { finding } from "../problem";
import { record } from "../record";
import type { Check } from "./check";

interface TeamReference {
  readonly entry: Entry;
  readonly path: Path;
  readonly team: string;
}

/** Every team that an entry names is in teams.yaml. */
export const checkTeamsExist: Check = {
  name: "team",
  waivable: false,
  run: (family) => {
    const { environments, products, repositories, kinds, teams } = family;
    const shared = Object.values(repositories).filter(({ product }) => product === null);
    const exceptionOwners = [family, ...Object.values(environments), ...Object.values(products), ...shared].flatMap((entry) =>
      Object.entries(entry.exceptions).map(([name, { owner }]) => ({ entry, path: ["exceptions", name, "owner"], team: owner })),
    );
    const references: readonly TeamReference[] = [
      ...Object.values(environments).flatMap((entry) =>
        entry.approvers.map((team, index) => ({ entry, path: ["approvers", index], team })),
      ),
      ...Object.values(teams).flatMap((entry) => (entry.parent === null ? [] : [{ entry, path: ["parent"], team: entry.parent }])),
      ...Object.values(kinds).flatMap((entry) => ownersByPath(entry, entry.paths)),
      ...Object.values(products).flatMap((entry) =>
        (["api", "ui"] as const).map((part) => ({ entry, path: ["owners", part], team: entry.owners[part] })),
      ),
      ...shared.flatMap((entry) => [
        { entry, path: ["owner"], team: entry.owner },
        // The rest of `access` and `codeOwners` is derived from other fields, and is reported there.
        ...Object.keys(entry.access)
          .filter((team) => isWritten(entry, "access", team))
          .map((team) => ({ entry, path: ["access", team], team })),
        ...ownersByPath(
          entry,
          record(entry.codeOwners.filter(({ path }) => isWritten(entry, "paths", path)).map(({ path, teams: owners }) => [path, owners])),
        ),
      ]),
      ...exceptionOwners,
    ];
    return references
      .filter(({ team }) => !(team in teams))
      .map(({ entry, path, team }) =>
        noSuch(entry.at(...path), "team", team, Object.keys(teams), "name one of them or add it to teams.yaml"),
      );
  },
};

const ownersByPath = (entry: Entry, paths: Readonly<Record<string, readonly string[]>>): readonly TeamReference[] =>
  Object.entries(paths).flatMap(([path, owners]) => owners.map((team, index) => ({ entry, path: ["paths", path, index], team })));

/** The parents of teams form no circle. */
export const checkTeamParents: Check = {
  name: "team-parents",
  waivable: false,
  run: ({ teams }) =>
    Object.values(teams).flatMap((team) => {
      const above: string[] = [];
      for (let parent = team.parent; parent !== null && !above.includes(parent); parent = teams[parent]?.parent ?? null) above.push(parent);
      return above.includes(team.name)
        ? [finding(team.at("parent"), `the parents go in a circle: ${[team.name, ...above].join(" → ")}; remove one of them`)]
        : [];
    }),
};

/** An environment has no more approvers than GitHub admits. */
export const checkApproverCount: Check = {
  name: "approver-count",
  waivable: false,
  run: ({ environments }) =>
    Object.values(environments)
      .filter(({ approvers }) => approvers.length > MAX_REVIEWERS)
      .map((environment) =>
        finding(
          environment.at("approvers"),
          `${environment.approvers.length} approvers; GitHub admits ${MAX_REVIEWERS}: put them in one team`,
        ),
      ),
};
