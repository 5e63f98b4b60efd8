/** `6 products`, `1 product`. */
export const counted = (count: number, thing: string, things = `${thing}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? thing : things}`;

const DAY = 24 * 60 * 60 * 1000;

/** Whole days from today until the end of a day `YYYY-MM-DD`; negative when it is over. */
export const daysUntil = (day: string, now = new Date()): number =>
  Math.round((Date.parse(day) - Date.parse(now.toISOString().slice(0, 10))) / DAY);

/** `in 12 days`, `today`, `3 days ago`. */
export function daysText(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${counted(days, "day")}` : `${counted(-days, "day")} ago`;
}

/** `daily at 02:48:00 UTC` of six cron fields; any other schedule as it is written. */
export function scheduleText(schedule: string): string {
  const [, minute, hour] = /^\d+ (\d+) (\d+) \* \* \*$/.exec(schedule) ?? [];
  return minute === undefined || hour === undefined ? schedule : `daily at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} UTC`;
}

/** Who opens an environment. */
export const approvalText = (approvers: readonly string[], waitMinutes: number): string =>
  [
    approvers.length === 0 ? "nobody waits" : `one of ${approvers.join(", ")} approves`,
    ...(waitMinutes > 0 ? [`waits ${counted(waitMinutes, "minute")}`] : []),
  ].join(", ");

/** `branch main, tag v*`. */
export const refsText = ({ branches, tags }: { readonly branches: readonly string[]; readonly tags: readonly string[] }): string =>
  [...branches.map((branch) => `branch ${branch}`), ...tags.map((tag) => `tag ${tag}`)].join(", ") || "any";
