/** Consequences that concern databases, for the fields of several files. */
import type { Database } from "../database";
import { daysOf } from "../schema/words";
import {
  amount,
  type Consequence,
  danger,
  type Edit,
  notice,
  quiet,
  type Reach,
  refused,
  removal,
  restart,
  shown,
  some,
  type Told,
  whole,
} from "./consequence";

/** The databases that pass, of the environment whose plan tells of the edit. */
function databases({ family, stack }: Edit, fits: (database: Database, environment: string) => boolean): readonly string[] {
  return Object.values(family.environments[stack]?.databases ?? {})
    .filter((database) => fits(database, stack))
    .map(({ key }) => key);
}

export const databasesOfSize = (edit: Edit, size: unknown): readonly string[] => databases(edit, (database) => database.size.name === size);

const inEnvironment = (edit: Edit): readonly string[] => databases(edit, () => true);

const durationDays = (text: unknown): number => (typeof text === "string" ? daysOf(text) : 0);

/** Backup retention of an environment, or of one database in it. */
export function retention(edit: Edit): Told {
  const { before, after, names, was, is } = edit;
  const environment = ["environments", names.environment ?? "", "backups"] as const;
  const [from, to] = [durationDays(before ?? was(...environment)), durationDays(after ?? is(...environment))];
  const own = names.product === undefined ? databases(edit, ({ retentionDays }) => retentionDays === to) : [names.product];
  const whose = names.product === undefined ? ` in the databases ${some(own)}` : "";
  if (to < from) return danger(`archives older than ${to} days are deleted${whose}; a restore reaches back ${to} days at most`);
  return to > from
    ? quiet(`archives are kept for ${to} days from now on${whose}; what was deleted does not come back`)
    : quiet("the same retention as before");
}

/** The size of one database. */
export function size({ before, after, is, names }: Edit): Told {
  const of = (name: unknown, key: string) => amount(is("family", "database", "sizes", shown(name ?? "small"), key)) ?? 0;
  const [from, to] = [before ?? "small", after ?? "small"];
  const shrinking = ["storage", "walStorage"].filter((key) => of(to, key) < of(from, key));
  if (shrinking.length > 0)
    return refused(
      `volumes never shrink (${shrinking.join(", ")}); keep ${shown(from)}, or restore into a database of the smaller size: docs/runbooks/restore.md`,
    );
  const text = `the instances of ${names.product ?? ""} restart one after the other, with one switchover of some seconds; its volumes grow while it runs`;
  return from === to ? quiet("the same size as before") : restart(text);
}

/** The active generation: where the clients of a database go. */
export function generation({ before, after, path, was, is }: Edit): Told {
  const restores = [was(...path.slice(0, -1), "restore"), is(...path.slice(0, -1), "restore")];
  const [from, to] = [Number(before ?? 1), Number(after ?? 1)];
  if (to < from) return removal(`clients go to the data from before generation ${from}, or, when that is gone, to an empty database`);
  const restored = restores.some((restore) => (restore as { generation?: unknown } | undefined)?.generation === to);
  return restored
    ? restart(`connections end and come back to the restored generation ${to}; what was written after its moment is not there`)
    : removal(`no restore made generation ${to}: clients come to an empty database`);
}

/** A restore beside the active generation. */
export function restore({ before, after, path, is }: Edit): Told {
  const active = Number(is(...path.slice(0, -1), "generation") ?? 1);
  const [from, to] = [before, after].map((value) => Number((value as { generation?: unknown } | undefined)?.generation));
  if (after === undefined)
    return from === active
      ? quiet("tidies the entry; the generation in use stays as it is")
      : notice(
          `generation ${from} leaves the release; its Cluster stays until somebody hands over its keys (docs/runbooks/remove-a-product.md)`,
        );
  const { at, lsn } = after as { at?: unknown; lsn?: unknown };
  const target = shown(at ?? lsn ?? "the end of the archive");
  return before !== undefined && from === to
    ? notice(`a Cluster of generation ${to} that exists is not restored again; take a new number to restore to ${target}`)
    : notice(`a second database, generation ${to}, comes from the archive as of ${target}; what runs is not touched`);
}

export const rotation = ({ names }: Edit): Told =>
  restart(
    `new passwords for the roles of ${names.product ?? ""}: new connections fail until its Pods restart (kubectl rollout restart deployment); open ones go on`,
  );

const majorOf = (image: unknown): number | undefined => {
  const major = /:(\d+)[^@]*/.exec(String(image))?.[1];
  return major === undefined ? undefined : Number(major);
};

/** Version of Postgres: `major` or `image`, of the family or of an environment. */
export function postgresVersion(edit: Edit): Told {
  const { before, after, path } = edit;
  const of = path.at(-1) === "major" ? Number : majorOf;
  const [from, to] = [of(before), of(after)];
  const key = String(path.at(-1)) as "major" | "image";
  const concerned = databases(edit, (_database, name) => edit.family.environments[name]?.postgres[key] === after);
  if (concerned.length === 0) return quiet("no database of this environment has this version");
  // The line about the major version tells it.
  if (key === "image" && from !== to) return quiet("the image of the other major version");
  if (from !== undefined && to !== undefined && to < from)
    return refused("Postgres goes to no earlier major version; restore into a new generation instead");
  if (from !== undefined && to !== undefined && to > from)
    return danger(
      `${some(concerned)}: the database stops while Postgres is upgraded, and restores begin anew with the first backup after it (docs/runbooks/major-upgrade.md)`,
    );
  return restart(`the instances of ${some(concerned)} restart one after the other with the new image, with one switchover of some seconds`);
}

/** The version of one environment, present or gone. */
export function ownVersion(edit: Edit): Told {
  const versions = [edit.before, edit.after].map((value) => (value as { major?: unknown } | undefined)?.major);
  const [from, to] = [versions[0] ?? edit.was("family", "database", "major"), versions[1] ?? edit.is("family", "database", "major")];
  return from === to
    ? restart(`the instances of ${some(inEnvironment(edit))} restart when the image is another one`)
    : postgresVersion({ ...edit, path: [...edit.path, "major"], before: from, after: to });
}

/** Postgres instances of each database. */
export function instanceCount(edit: Edit): Told {
  const { before, after } = edit;
  const concerned = some(inEnvironment(edit));
  if (Number(after) > Number(before)) return quiet(`a standby joins ${concerned}; what runs is not touched`);
  return Number(after) === 1
    ? danger(
        `the standbys of ${concerned} go: when the one instance or its node fails, the database is down and what was not archived is lost`,
      )
    : notice(`a standby of ${concerned} goes, with its volumes`);
}

export function partition({ before, after, names }: Edit): Told {
  const table = names.table ?? "";
  if (after === undefined)
    return notice(`no partitions of ${table} are made or dropped any more; new rows gather in its default partition`);
  const keep = (value: unknown) => durationDays((value as { keep?: unknown } | undefined)?.keep ?? value);
  return before === undefined || keep(after) < keep(before)
    ? danger(`the next maintenance drops the partitions of ${table} whose rows are older than ${keep(after)} days`)
    : quiet(`partitions of ${table} are kept for ${keep(after)} days`);
}

/** What moves with the archive. */
export const archivePlace = (edit: Edit): Told =>
  danger(
    `base backups and WAL of ${some(inEnvironment(edit))} go to another place: a restore reaches back to the first backup there, and nothing reads or prunes the old one`,
  );

export const restartOfAll =
  (text: string) =>
  (edit: Edit): Told =>
    restart(`the instances of ${some(inEnvironment(edit))} restart one after the other, with one switchover of some seconds${text}`);

/** A check that is waived. */
export const exception = (reach: Reach): Consequence =>
  whole(reach, ({ after, names }) => {
    if (after === undefined) return quiet(`the check ${names.check ?? ""} holds again`);
    const { reason, expires, owner } = after as { reason?: unknown; expires?: unknown; owner?: unknown };
    return notice(
      `the check ${names.check ?? ""} is left until ${String(expires)}, and ${String(owner)} answers for it: ${String(reason)}`,
    );
  });
