import { createHash } from "node:crypto";

const FIRST_HOUR = 1;
const MINUTES = 4 * 60;

/**
 * When a database makes its daily base backup: at a minute between 01:00 and 04:59 that is derived from its name. The minute is stable, and the
 * databases of a cluster do not all back up at once.
 * @returns six cron fields, seconds first
 */
export function backupSchedule(name: string): string {
  const minute = createHash("sha256").update(name).digest().readUInt32BE(0) % MINUTES;
  return `0 ${minute % 60} ${FIRST_HOUR + Math.floor(minute / 60)} * * *`;
}
