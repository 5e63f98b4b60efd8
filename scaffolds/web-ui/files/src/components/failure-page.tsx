import { useRevalidator, useRouteError } from "react-router";
import { ApiError } from "../api/api-error.ts";
import { Page } from "./page.tsx";

/** In place of a page that could not be shown: what happened, what to tell the people who run this, and a way to try again. */
export function FailurePage() {
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const known = error instanceof ApiError ? error : null;
  return (
    <Page title="This page could not be shown">
      <div role="alert">
        <p>{known?.message ?? "Something went wrong in this page."}</p>
        {known?.details.length ? (
          <ul>
            {known.details.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field}: {message}
              </li>
            ))}
          </ul>
        ) : null}
        {known?.requestId ? (
          <p>
            If it stays like this, report the request <code>{known.requestId}</code>.
          </p>
        ) : null}
      </div>
      <button
        type="button"
        className="action"
        disabled={state === "loading"}
        onClick={() => {
          void revalidate();
        }}
      >
        Try again
      </button>
    </Page>
  );
}
