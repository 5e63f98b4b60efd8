import type { Checks } from "./standing";

/** A check run or a commit status, as GitHub names them. */
export interface Check {
  readonly name: string;
  /** Null while it runs. */
  readonly passed: boolean | null;
}

/** Conclusions that branch protection takes for passed. https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/about-status-checks */
const PASSED = ["success", "neutral", "skipped"];

/** @param conclusion of a check run; null while it runs */
export const concluded = (conclusion: string | null): boolean | null => (conclusion === null ? null : PASSED.includes(conclusion));

/** @param state of a commit status: `success`, `pending`, `failure`, `error` */
export const reported = (state: string): boolean | null => (state === "pending" ? null : state === "success");

/**
 * Whether an update may be trusted by the next ring: every required check is there and has passed, and no other one failed. A check that has not begun is
 * waited for, so an update that no check has looked at has not passed.
 */
export function judged(checks: readonly Check[], required: readonly string[]): Checks {
  const failed = checks.filter(({ passed }) => passed === false).map(({ name }) => name);
  if (failed.length > 0) return { verdict: "failed", names: [...new Set(failed)].sort() };
  const running = checks.filter(({ passed }) => passed === null).map(({ name }) => name);
  const missing = required.filter((name) => !checks.some((check) => check.name === name));
  const waited = [...new Set([...running, ...missing])].sort();
  return waited.length > 0 ? { verdict: "pending", names: waited } : { verdict: "passed", names: [] };
}
