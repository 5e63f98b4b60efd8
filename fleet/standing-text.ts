import { counted } from "../model/counted";
import type { Standing } from "./standing";

/** Where a repository stands, in words. */
export function standingText(standing: Standing): string {
  switch (standing.at) {
    case "in step":
      return "in step";
    case "behind": {
      const conflicts = standing.conflicts.length > 0 ? `, conflicts in ${standing.conflicts.join(", ")}` : "";
      return `behind: an update changes ${counted(standing.paths.length, "file")}${conflicts}`;
    }
    case "open": {
      const { verdict, names } = standing.checks;
      const checks = { passed: "checks passed", pending: `waits for ${names.join(", ")}`, failed: `failing: ${names.join(", ")}` }[verdict];
      return `${standing.opened ? "opened" : "open"}: ${standing.update.url}\n${checks}`;
    }
    case "conflicts":
      return `conflicts, a person resolves them: ${standing.update.url}`;
    case "declined":
      return `declined: ${standing.update.url}`;
    case "in work":
      return `people work on ${standing.branch}; merge or close it first${standing.update ? `: ${standing.update.url}` : ""}`;
    case "absent":
      return "not on GitHub, or this token does not see it";
    case "without a scaffold":
      return "has no .sigma/scaffold.json: sigma scaffold wrote no part of it";
    case "failed":
      return `failed: ${standing.reason}`;
  }
}
