/**
 * Seconds that the parts of a release may take, from the inside out: a statement of a migration ends before its Job, the Job before Helm stops waiting for it, and Helm before the job
 * of the workflow. So a part that takes too long says so itself, and nothing runs on behind a message that says that nothing does.
 */
export const TIME_OUTS = {
  /** The Job of the migrations, as `migrations.deadlineSeconds` of the chart says; `statement-timeout` of a migration's header is at most as long. */
  migrations: { unlessSaid: 3600, most: 7200 },
  /** How long Helm waits for one thing, such as a rollout, where no Job takes longer. It waits for a Job this much longer than the Job may take. */
  helm: { wait: 900, longerThanJob: 60 },
  /** A way back, which runs no migration. */
  wayBack: 600,
  /** Checks and downloads before the release, and its smoke test. */
  rest: 900,
} as const;

/** Minutes of the job that releases: it may have to undo an interrupted release first, and its own at the end. */
export const RELEASE_MINUTES = Math.ceil(
  (TIME_OUTS.migrations.most + TIME_OUTS.helm.longerThanJob + TIME_OUTS.helm.wait + 2 * TIME_OUTS.wayBack + TIME_OUTS.rest) / 60,
);
