import { createHash } from "node:crypto";

const FIRST_HOUR = 1;
const MINUTES = 4 * 60;

/**
 * When a database makes its base backup: each day, at a minute between 01:00 and 04:59 that its name decides. So it is always the same one, and the
 * databases of a cluster do not all read their volumes and fill the network at once.
 * @returns six cron fields, seconds first
 */
export function backupSchedule(name: string): string {
  const minute = createHash("sha256").update(name).digest().readUInt32BE(0) % MINUTES;
  return `0 ${minute % 60} ${FIRST_HOUR + Math.floor(minute / 60)} * * *`;
}
