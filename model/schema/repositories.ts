import { z } from "zod";
import { ENVIRONMENT, NAME, PACKAGE, SECRET_NAME, TEAM, TOPIC } from "../../contract/patterns";
import { word } from "./words";
import { byName, exceptions, line, paths, permission, state, team, visibility } from "./recurring";

const kind = z
  .strictObject({
    description: line(300).describe("What repositories of the kind hold"),
    topics: z.array(word(TOPIC)).default([]).describe("Topics of every repository of the kind"),
    requiredChecks: z
      .array(line(255))
      .default([])
      .describe("Checks that a pull request must pass beside those of the kind's own workflows: <job>, or <caller job> / <job>"),
    requiredChecksOnceReleased: z
      .array(line(255))
      .default([])
      .describe("Checks demanded beside these once workflows.released names a commit. Default: those of the kind's own workflows"),
    environments: z
      .enum(["promotion", "release", "promotion-and-release", "platform", "none"])
      .optional()
      .describe("The GitHub environments that the kind's workflows use; no other value is admitted. Default: these"),
    paths: paths.describe("Owners by path; the last match decides who reviews"),
    sharesWorkflows: z.boolean().default(false).describe("Whether the organization's repositories may call its workflows. Default: false"),
  })
  .describe("A named policy for repositories");

/** What a Python library of the family can be. */
export const CONTENTS = ["core", "platform", "sdk"] as const;

const repository = z
  .strictObject({
    kind: word(ENVIRONMENT).describe("A kind of this file"),
    owner: team.describe("The team that owns and reviews it"),
    summary: line(350).describe("GitHub's description"),
    state: state.default("active"),
    contents: z
      .enum(CONTENTS)
      .optional()
      .describe("Which library of the family it is; decides what its scaffold holds. Every repository of a kind with contents has one"),
    inside: word(NAME).optional().describe("The repository that holds it as a part. Default: a repository of its own"),
    imports: z.array(word(PACKAGE)).default([]).describe("Python names that it is imported by"),
    topics: z.array(word(TOPIC)).default([]).describe("Topics beside those of the kind"),
    visibility: visibility.optional().describe("Who sees the code. Default: the family's visibility"),
    access: byName(TEAM, permission).prefault({}).describe("Teams beside owner and approvers, and what each may do"),
    paths: paths.describe("Owners by path, after those of the kind"),
    secrets: z
      .array(word(SECRET_NAME))
      .default([])
      .describe("Names of the secrets in each of its environments; values are sealed by `sigma secret seal`"),
    exceptions,
  })
  .describe("A repository that belongs to no product");

/** catalog/repositories.yaml */
export const repositoriesSchema = z.strictObject({
  kinds: byName(ENVIRONMENT, kind).describe("Named policies for repositories"),
  repositories: byName(NAME, repository).describe("The shared repositories; every product brings its own two"),
});

export type RepositorySpec = z.infer<typeof repository>;
export type RepositoriesSpec = z.infer<typeof repositoriesSchema>;
