import type { AuditLog } from "../api/audit-logs.ts";

export interface AuditLogTableProps {
  readonly entries: readonly AuditLog[];
}

const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** Entries in the order given, times in the reader's own zone. Scrolls in itself where it is too wide, also by keyboard. */
export const AuditLogTable = ({ entries }: AuditLogTableProps) => (
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard: WCAG 2.1.1
  <div className="scroll" role="region" aria-labelledby="entries" tabIndex={0}>
    <table>
      <caption id="entries">{entries.length === 1 ? "1 entry" : `${entries.length} entries`}, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Did what</th>
          <th scope="col">To what</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, occurred_at, actor, action, entity_type, entity_id }) => (
          <tr key={id}>
            <td>
              <time dateTime={occurred_at}>{format.format(new Date(occurred_at))}</time>
            </td>
            <td>{actor}</td>
            <td>{action}</td>
            <td>
              {entity_type} {entity_id}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
