import { backupSchedule } from "../../../model/resolve/backup-schedule";

const names = Array.from({ length: 200 }, (_, index) => `acme-p${index}-live-db`);

it("is the same minute each time, between 01:00 and 04:59, in six cron fields", () => {
  for (const name of names) {
    expect(backupSchedule(name)).toMatch(/^0 [1-5]?\d [1-4] \* \* \*$/);
    expect(backupSchedule(name)).toBe(backupSchedule(name));
  }
});

it("spreads databases over the night: of 200 no more than six begin together", () => {
  const together = new Map<string, number>();
  for (const name of names) together.set(backupSchedule(name), (together.get(backupSchedule(name)) ?? 0) + 1);
  expect(Math.max(...together.values())).toBeLessThanOrEqual(6);
  expect(together.size).toBeGreaterThan(100);
});
