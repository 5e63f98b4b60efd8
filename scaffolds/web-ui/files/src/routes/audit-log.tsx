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

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });

/** Says nothing of times that the list leaves out. */
function emptiness(first: boolean, since: string | null): string {
  const nothing = first ? "Nothing has been recorded" : "There are no older entries";
  return since === null ? `${nothing}${first ? " yet" : ""}.` : `${nothing} since ${day.format(new Date(since))}.`;
}

export function AuditLogPage() {
  const { items, nextCursor, since } = useLoaderData<typeof loadAuditLog>();
  const [searchParams] = useSearchParams();
  const first = !searchParams.has("cursor");
  return (
    <Page title="Audit log">
      {items.length > 0 ? <AuditLogTable entries={items} /> : <p>{emptiness(first, since)}</p>}
      {since !== null && items.length > 0 && (
        <p>
          The list goes back to <time dateTime={since}>{day.format(new Date(since))}</time>. What is older is kept, and
          not shown.
        </p>
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
