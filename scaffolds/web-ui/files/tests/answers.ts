/** Answers of the API, for the unit tests and for the browser's. `contract/answers.test.ts` holds them against the family's golden schemas. */

const meta = { request_id: "5f1c0e7a" };

/** The entry with this number; the higher, the older. */
export const auditLog = (number: number) => ({
  id: `0190a5c2-0000-7000-8000-${String(number).padStart(12, "0")}`,
  occurred_at: new Date(Date.UTC(2026, 0, 2, 12, 0, -number)).toISOString(),
  actor: "grace",
  action: "update",
  entity_type: "setting",
  entity_id: `color-${number}`,
  request_id: meta.request_id,
  before: { value: "red" },
  after: { value: "green" },
});

export const auditLogPage = (
  entries: readonly ReturnType<typeof auditLog>[],
  nextCursor: string | null = null,
  since: string | null = null,
) => ({
  data: entries,
  page: { limit: 50, next_cursor: nextCursor, since },
  meta,
});

export const failure = (
  code: string,
  message: string,
  details: readonly { field: string; message: string }[] = [],
) => ({
  error: { code, message, details },
  meta,
});
