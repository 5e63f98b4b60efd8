import type { CallingJob, Permissions, Scope, Workflow } from "../engine/model";

/** This library at one released commit, as a caller names it, with what each of its workflows asks for. */
export interface Library {
  /** `organization/repository`. */
  readonly repository: string;
  readonly sha: string;
  /** Tag of that commit, written beside it. */
  readonly version: string;
  /** Repositories that follow a scaffold, as the catalog has them now. */
  readonly fleet: readonly string[];
  /** The reusable workflows at that commit, by id. */
  readonly workflows: Readonly<Record<string, Workflow>>;
}

/** Everything that the jobs of a reusable workflow ask for: what GitHub demands of the calling job, and not a bit more. */
export function grants(workflow: Workflow): Permissions {
  const sum: Partial<Record<Scope, { level: "read" | "write"; why: string }>> = {};
  for (const job of Object.values(workflow.jobs)) {
    for (const [scope, grant] of Object.entries(job.permissions) as [Scope, NonNullable<Permissions[Scope]>][]) {
      if (sum[scope]?.level !== "write" && (sum[scope] === undefined || grant.level === "write")) sum[scope] = grant;
    }
  }
  return sum;
}

/** A job that calls a workflow of the library, with exactly the permissions it needs. */
export function call(
  { repository, sha, version, workflows }: Library,
  id: string,
  job: Omit<CallingJob, "uses" | "permissions">,
): CallingJob {
  const workflow = workflows[id];
  if (!workflow) throw new Error(`the library has no workflow "${id}"; it has ${Object.keys(workflows).join(", ")}`);
  return { ...job, permissions: grants(workflow), uses: { repository, file: id, sha, version } };
}
