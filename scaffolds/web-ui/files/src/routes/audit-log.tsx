import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from "react-router";
import { listAuditLogs } from "../api/audit-logs.ts";
import { AuditLogTable } from "../components/audit-log-table.tsx";
import { Page } from "../components/page.tsx";

const PAGE_SIZE = 50;

/** The page that the address asks for: the cursor is part of it, so going back, reloading and sharing a link work. */
export const loadAuditLog = ({ request }: Pick<LoaderFunctionArgs, "request">) =>
  listAuditLogs({
    cursor: new URL(request.url).searchParams.get("cursor") ?? undefined,
    limit: PAGE_SIZE,
    signal: request.signal,
  });

export function AuditLogPage() {
  const { items, nextCursor } = useLoaderData<typeof loadAuditLog>();
  const [searchParams] = useSearchParams();
  const first = !searchParams.has("cursor");
  return (
    <Page title="Audit log">
      {items.length > 0 ? (
        <AuditLogTable entries={items} />
      ) : (
        <p>{first ? "Nothing has been recorded yet." : "There are no older entries."}</p>
      )}
      {first && nextCursor === null ? null : (
        <nav aria-label="Pages" className="pages">
          {first ? null : <Link to="/audit-log">Newest entries</Link>}
          {nextCursor === null ? null : (
            <Link to={{ search: new URLSearchParams({ cursor: nextCursor }).toString() }} rel="next">
              Older entries
            </Link>
          )}
        </nav>
      )}
    </Page>
  );
}
