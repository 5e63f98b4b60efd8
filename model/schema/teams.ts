import { z } from "zod";
import { LOGIN, TEAM } from "../../contract/patterns";
import { word } from "./words";
import { byName, line, team } from "./recurring";

/** catalog/teams.yaml */
export const teamsSchema = byName(
  TEAM,
  z
    .strictObject({
      description: line(300).describe("What the team answers for"),
      parent: team.optional().describe("The team it belongs to. Default: none"),
      maintainers: z.array(word(LOGIN)).default([]).describe("Logins that may change the team"),
      members: z.array(word(LOGIN)).default([]).describe("Logins of the members"),
    })
    .describe("A team of the organization"),
);

export type TeamsSpec = z.infer<typeof teamsSchema>;
