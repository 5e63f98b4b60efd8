import { parse } from "yaml";
import type { Family } from "../model/family";
import { problem, type Problem } from "../model/problem";
import { isAdmitted } from "../workflows/actions";

interface WorkflowFile {
  readonly jobs?: Readonly<Record<string, { readonly uses?: string; readonly steps?: readonly { readonly uses?: string }[] }>>;
}

/**
 * Actions of released commits that the policy of today refuses: callers run the workflows of the commit that they pin, so what is missing
 * would stop their builds, deployments and rollbacks. A commit that the checkout does not hold (a shallow clone) is left out.
 * @param patterns what the policy admits
 * @param workflowsAt text of the workflows at a commit, by id; null where it cannot be read
 */
export function checkReleasedActions(
  { organization, workflows: { released }, at }: Pick<Family, "organization" | "workflows" | "at">,
  patterns: readonly string[],
  workflowsAt: (commit: string) => Readonly<Record<string, string>> | null,
): readonly Problem[] {
  return released.flatMap(({ sha, version }) =>
    Object.entries(workflowsAt(sha) ?? {}).flatMap(([workflow, text]) =>
      usesOf(parse(text) as WorkflowFile)
        .filter((use) => !isOwn(use, organization) && !isAdmitted(use, patterns))
        .map((use) =>
          problem(
            "released-actions",
            at("workflows", "released", sha),
            `${workflow}.yml of ${version} uses ${use}, which the Actions policy does not admit; npm run emit takes over what ${version} says that it runs (.github/actions.json)`,
          ),
        ),
    ),
  );
}

/** GitHub always admits what an organization calls of its own. */
const isOwn = (use: string, organization: string): boolean => /^(\.|\$)\//.test(use) || use.startsWith(`${organization}/`);

const usesOf = ({ jobs = {} }: WorkflowFile): readonly string[] => [
  ...new Set(
    Object.values(jobs).flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)].filter((use) => use !== undefined)),
  ),
];
