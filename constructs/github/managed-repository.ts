import { Repository } from "@cdktf/provider-github/lib/repository";
import { Construct } from "constructs";
import { TOPIC } from "../../contract/patterns";
import { literal } from "../literal";

export type Visibility = "private" | "internal" | "public";

export interface ManagedRepositoryProps {
  /** Name in the organization, at most 100 characters. */
  readonly name: string;
  /** One line for GitHub's lists. */
  readonly description: string;
  readonly visibility: Visibility;
  /** Lower-case letters, digits and hyphens, at most 50 characters each. https://docs.github.com/rest/repos/repos#replace-all-repository-topics */
  readonly topics: readonly string[];
  /**
   * Read-only for everybody. GitHub then refuses every other change, so all settings stay as they were on the day.
   * @default false
   */
  readonly archived?: boolean;
}

/** What an archived repository keeps: the provider skips the change silently, so every plan would show the difference. */
const FROZEN_WHEN_ARCHIVED = [
  "description",
  "topics",
  "visibility",
  "has_issues",
  "has_projects",
  "has_wiki",
  "has_discussions",
  "allow_merge_commit",
  "allow_rebase_merge",
  "allow_squash_merge",
  "allow_update_branch",
  "squash_merge_commit_title",
  "squash_merge_commit_message",
  "delete_branch_on_merge",
  "vulnerability_alerts",
  "security_and_analysis",
];

/**
 * A repository with the family's settings: squash merges only, branches deleted after the merge, Dependabot alerts on. Leaving the configuration
 * archives it, and Terraform refuses to plan even that while its entry stands.
 */
export class ManagedRepository extends Construct {
  /** The name, as a reference: whatever uses it waits for the repository. */
  readonly repository: string;

  constructor(scope: Construct, id: string, props: ManagedRepositoryProps) {
    super(scope, id);
    const wrong = props.topics.filter((topic) => !TOPIC.pattern.test(topic));
    if (wrong.length > 0) {
      throw new Error(`topics of ${props.name}: got ${wrong.join(", ")}; ${TOPIC.advice}`);
    }
    const repository = new Repository(this, "repository", {
      name: props.name,
      description: literal(props.description),
      visibility: props.visibility,
      topics: [...props.topics],
      archived: props.archived ?? false,
      // Left out, each of these four means false today and whatever the provider decides tomorrow.
      hasIssues: true,
      hasProjects: false,
      hasWiki: false,
      hasDiscussions: false,
      allowSquashMerge: true,
      allowMergeCommit: false,
      allowRebaseMerge: false,
      allowUpdateBranch: true,
      squashMergeCommitTitle: "PR_TITLE",
      // A pull request's description may quote `[skip ci]`, which would silence the build of main and of the tag on that commit. Its title is what
      // reviewers read first, and every required check looks at it. https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs
      squashMergeCommitMessage: "BLANK",
      deleteBranchOnMerge: true,
      // The first commit: CODEOWNERS and protections need a default branch.
      autoInit: true,
      vulnerabilityAlerts: true,
      archiveOnDestroy: true,
      // Free on public repositories, sold separately elsewhere: there GitHub's 422 would leave a new repository tainted, and Terraform would replace it.
      ...(props.visibility === "public" && {
        securityAndAnalysis: { secretScanning: { status: "enabled" }, secretScanningPushProtection: { status: "enabled" } },
      }),
      // Whatever GitHub answers about the alerts of an archived repository, nothing can change it.
      ...(props.archived && { ignoreVulnerabilityAlertsDuringRead: true }),
      lifecycle: { preventDestroy: true, ...(props.archived && { ignoreChanges: FROZEN_WHEN_ARCHIVED }) },
    });
    this.repository = repository.name;
  }
}
