import * as v from "valibot";
import { getPage, type Page, type PageOptions } from "./get-page.ts";

const auditLog = v.object({
  id: v.string(),
  occurred_at: v.pipe(v.string(), v.isoTimestamp()),
  actor: v.string(),
  action: v.string(),
  entity_type: v.string(),
  entity_id: v.string(),
});

/** Who did what to what, and when. */
export type AuditLog = v.InferOutput<typeof auditLog>;

/** The audit log, newest first. */
export const listAuditLogs = (options: PageOptions): Promise<Page<AuditLog>> =>
  getPage("/audit-logs", auditLog, options);
