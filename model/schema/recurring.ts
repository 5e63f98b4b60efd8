/** Fields that more than one file of the catalog has. */
import { z } from "zod";
import { record } from "../record";
import { CHECK, DATE, ENVIRONMENT, MOMENT, PATH, POSTGRES_IMAGE, TEAM, type Word } from "../../contract/patterns";
import { word } from "./words";

export const permission = z.enum(["pull", "triage", "push", "maintain", "admin"]).describe("What the team may do, in GitHub's words");

export const state = z
  .enum(["planned", "active", "archived"])
  .describe("planned: no resources yet; active; archived: repositories archived, database kept. Default: active");

export const visibility = z.enum(["private", "internal", "public"]).describe("Who sees the code");

export const team = word(TEAM).describe("A team of teams.yaml");

/** A map by name. Names such as `constructor`, which every JavaScript object has, are allowed. */
export const byName = <Value extends z.ZodType>(name: Word, value: Value) =>
  z.record(word(name), value).transform((values) => record(Object.entries(values) as [string, z.output<Value>][]));

export const byEnvironment = <Value extends z.ZodType>(value: Value) => byName(ENVIRONMENT, value).prefault({});

/** A sentence that GitHub shows in one line. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\S(.*\S)?$/, "write it on one line, without spaces around it")
    .meta({ examples: ["A sentence about it"] });

export const httpsUrl = z
  .url({ protocol: /^https$/, error: "write an address that begins with https://", abort: true })
  .refine((text) => new URL(text).username === "", "leave user and password out of the address; the catalog is read by everybody")
  .meta({ examples: ["https://example.org"] });

export const replicas = z
  .strictObject({
    min: z
      .int()
      .min(1)
      .max(100)
      .meta({ examples: [2] })
      .describe("Fewest pods of an application"),
    max: z
      .int()
      .min(1)
      .max(100)
      .meta({ examples: [6] })
      .describe("Most pods of an application; the connection arithmetic counts with it"),
  })
  .describe("Pods of each application");

export const exceptions = byName(
  CHECK,
  z
    .strictObject({
      reason: line(300).min(10).describe("Why the rule is left, in a sentence a reviewer can judge"),
      owner: team.describe("The team that answers for it"),
      expires: z.iso
        .date(DATE)
        .meta({ examples: ["2027-01-31"] })
        .describe("Last day on which it holds, YYYY-MM-DD; afterwards it is an error"),
    })
    .describe("A rule that is left for a time"),
)
  .prefault({})
  .describe("Rules that this entry leaves for a time, by the name of the check");

/** Owners by path. */
export const paths = byName(PATH, z.array(team).min(1).describe("The teams that own what matches")).prefault({});

/** The active generation of a database, a product's own or a shared one. */
export const generation = z
  .int()
  .min(1)
  .max(99)
  .meta({ examples: [2] })
  .optional()
  .describe("The active archive generation. Default: 1");

export const restore = z
  .strictObject({
    generation: z
      .int()
      .min(2)
      .max(99)
      .meta({ examples: [2] })
      .describe("The new archive generation, above the active one and never made before; later the active one itself"),
    from: z
      .int()
      .min(1)
      .max(98)
      .meta({ examples: [1] })
      .optional()
      .describe("The generation whose archive is read. Default: the one before"),
    at: z.iso
      .datetime({ precision: 0, error: MOMENT })
      .meta({ examples: ["2026-11-22T09:45:52Z"] })
      .optional()
      .describe("The moment to restore to, UTC: 2026-11-22T09:45:52Z"),
    lsn: z
      .string()
      .regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/, "write the log position as 0/16B3748")
      .meta({ examples: ["0/16B3748"] })
      .optional()
      .describe("Or the log position to restore to"),
  })
  .optional()
  .describe("The cluster of this generation comes from the archive of an earlier one; see docs/runbooks/restore.md");

/** A version of Postgres. */
export const postgres = {
  major: z
    .int()
    .min(15)
    .max(18)
    .meta({ examples: [18] })
    .describe("Postgres' major version, part of every archive's name"),
  image: word(POSTGRES_IMAGE).describe("Postgres image by digest, with its version as the tag, which the operator reads"),
};
