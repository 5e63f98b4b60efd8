import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Command, Option } from "commander";
import { Document } from "yaml";
import { GENERATION, databaseClusterName } from "../../contract/generations";
import type { Database } from "../../model/database";
import type { Environment, Family } from "../../model/family";
import { list } from "../../model/problem";
import { type BeforeMigration, beforeMigration } from "../catalog-edits/before-migration";
import { catalogDirectory, requireFamily } from "../catalog";
import { familyWithChanges } from "../catalog-edits/changed-catalog";
import { setEntry } from "../catalog-edits/set-entry";
import { usedGenerations } from "../catalog-edits/used-generations";
import { UserError } from "../user-error";
import { writeChanges } from "../catalog-edits/write-changes";

const DAY = 24 * 60 * 60 * 1000;

/** The target of a restore: its keys under `restore` in the catalog, and its wording in messages. */
interface Target {
  readonly keys: { readonly at: string } | { readonly lsn: string };
  readonly words: string;
}

/** The generation whose archive is read, and whether the running database still keeps it. */
interface Source {
  readonly from: number;
  readonly inUse: boolean;
}

interface Options {
  readonly from?: string;
  readonly at?: string;
  readonly beforeMigration?: string;
}

/** `sigma restore <product> <environment> --at T`: the first of a restore's three edits. The running database is not touched by it. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("Writes the first step of a restore to the product's file: a second cluster from the archive, at that moment")
    .argument("<product>")
    .argument("<environment>")
    .addOption(new Option("--at <moment>", "UTC: 2026-11-22T09:45:52Z").conflicts("beforeMigration"))
    .option(
      "--from <generation>",
      "the generation whose archive is read; a moment before the last restore is in an earlier one. Default: the active one",
    )
    .option("--before-migration <number>", "the log position before this migration, which the database's ledger holds: 0007, or core/0003")
    .action(async (code: string, name: string, options: Options, command: Command) => {
      const family = requireFamily(command);
      const { environment, database } = productDatabase(family, code, name);
      const source = sourceGeneration(options, database);
      const target = await restoreTarget(options, environment, database, code, source);
      const directory = catalogDirectory(command);
      const file = join("products", `${code}.yaml`);
      const used = await usedGenerations(directory, file, environment, database);
      const generation = used.highest + 1;
      const restore = { generation, ...(source.from !== generation - 1 && { from: source.from }), ...target.keys };
      const before = readFileSync(join(directory, file), "utf8");
      const text = setEntry(file, before, ["database", name, "restore"], new Document().createNode(restore, { flow: true }));
      const changes = [{ file, text }];
      familyWithChanges(directory, changes);
      writeChanges(directory, changes);
      if (used.unknown !== null)
        process.stderr.write(
          `the cluster was not asked which generations it has had (${used.unknown}); when ${generation} is one of them, the deploy refuses it and names the next\n`,
        );
      process.stdout.write(steps(relative(process.cwd(), join(directory, file)), name, database, generation, source, target.words));
    });
}

function sourceGeneration({ from }: Options, { generation: active }: Database): Source {
  if (from === undefined) return { from: active, inUse: true };
  const generation = GENERATION.test(from) ? Number(from) : Number.NaN;
  if (!(generation <= active)) {
    const allowed = active === 1 ? "1, the only one" : `1 to ${active}, the active one`;
    throw new UserError(`got the generation "${from}" to restore from; those that have an archive are ${allowed}`);
  }
  return { from: generation, inUse: generation === active };
}

async function restoreTarget(
  { at, beforeMigration: number }: Options,
  environment: Environment,
  database: Database,
  code: string,
  source: Source,
): Promise<Target> {
  if (at !== undefined) {
    const moment = checkedMoment(at, database, source, new Date());
    return { keys: { at: moment }, words: `at ${moment}` };
  }
  const share = database.shares[code];
  if (number === undefined || !share) throw new UserError("name the target: --at 2026-11-22T09:45:52Z, or --before-migration 0007");
  const before = await beforeMigration(environment, database, share, number);
  checkedMoment(before.at, database, source, new Date());
  refuseOtherGeneration(before, database, source);
  const { name, lsn, timeline, at: began } = before;
  return { keys: { lsn }, words: `at ${lsn} of timeline ${timeline}, where the log stood before ${name} began at ${began}` };
}

/** A log position is only in the archive of the generation in which the migration was applied. The timeline does not tell, because a failover also starts a new one. */
function refuseOtherGeneration({ name, at, timeline, generationMade }: BeforeMigration, { generation }: Database, { inUse }: Source): void {
  const earlier = new Date(at) < new Date(generationMade);
  const applied = `${name} was applied at ${at}, on timeline ${timeline}; generation ${generation} was made at ${generationMade}`;
  if (inUse && earlier) {
    const way =
      generation > 1 ? `--from ${generation - 1} reads the archive before` : "its rows came from another server: take a moment, --at";
    throw new UserError(`${applied}, so its archive does not hold that position; ${way}`);
  }
  if (!inUse && !earlier) throw new UserError(`${applied}, so its own archive holds that position; leave --from out`);
}

function productDatabase(family: Family, code: string, name: string): { readonly environment: Environment; readonly database: Database } {
  if (!Object.hasOwn(family.products, code)) throw new UserError(`no product "${code}"; products: ${list(Object.keys(family.products))}`);
  const environment = Object.hasOwn(family.environments, name) ? family.environments[name] : undefined;
  if (!environment) throw new UserError(`no environment "${name}"; environments: ${list(Object.keys(family.environments))}`);
  if (environment.consolidated) {
    throw new UserError(
      `${name} has one Postgres for all products, which is restored all or nothing (sharedDatabase in environments.yaml); docs/runbooks/ has the rescue of one schema`,
    );
  }
  const database = environment.databases[code];
  if (!database) throw new UserError(`${code} has no database in ${name}: it is ${family.products[code]?.state ?? "unknown"}`);
  if (database.restore && database.restore.generation > database.generation)
    throw new UserError(
      `a restore of ${code} in ${name} to generation ${database.restore.generation} is in progress; finish or revert it first (docs/runbooks/restore.md)`,
    );
  return { environment, database };
}

/**
 * The active generation's archive reaches back to the retention, but not before the moment to which that generation was restored. How far the archive
 * of an earlier generation reaches is only known from the bucket. No target is in the future.
 */
function checkedMoment(at: string, { generation, restore, retentionDays }: Database, { from, inUse }: Source, now: Date): string {
  const moment = new Date(at);
  if (!/Z$/.test(at) || Number.isNaN(moment.getTime()))
    throw new UserError(`got the moment "${at}"; write it in UTC as 2026-11-22T09:45:52Z`);
  if (moment > now) throw new UserError(`${at} is in the future; now is ${iso(now)}`);
  if (!inUse) return iso(moment);
  if (restore?.generation === generation && restore.at !== null && moment <= new Date(restore.at))
    throw new UserError(
      `${at} is not after ${restore.at}, the moment that generation ${from} was restored to; its archive begins later: --from ${restore.from} reads the one before`,
    );
  const earliest = new Date(now.getTime() - retentionDays * DAY);
  if (moment < earliest) throw new UserError(`${at} is before ${iso(earliest)}: backups are kept for ${retentionDays} days`);
  return iso(moment);
}

const iso = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");

function steps(file: string, environment: string, database: Database, generation: number, { from, inUse }: Source, target: string): string {
  const { objectName, generation: active, restore } = database;
  const reach =
    inUse && active > 1
      ? `The archive of generation ${active} begins with its first backup, after it was restored itself; before that, --from ${restore?.generation === active ? restore.from : active - 1} reads.\n`
      : "";
  return `wrote ${file}: a second cluster, ${databaseClusterName(objectName, generation)}, from the archive of generation ${from} ${target}
The deploy first has the log archived that was written until then, so a moment just passed can be reached, too.
${reach}next:
  1. npx sigma plan ${environment}, review, npx sigma deploy ${environment}: the applications are not touched
  2. look at ${databaseClusterName(objectName, generation)}; then write generation: ${generation} above restore, plan, deploy: the Service moves, generation ${active} is fenced and leaves the release
  3. delete generation ${active} when nobody needs it any more, as docs/runbooks/restore.md says
`;
}
