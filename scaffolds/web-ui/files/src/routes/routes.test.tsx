import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { expect, it, vi } from "vitest";
import { auditLog, auditLogPage, failure } from "../../tests/answers.ts";
import brand from "../brand/brand.json" with { type: "json" };
import { FailurePage } from "../components/failure-page.tsx";
import { Layout } from "../components/layout.tsx";
import { routes } from "./routes.tsx";

const open = (path: string) => {
  const router = createMemoryRouter(routes, { initialEntries: [{ pathname: path, key: "default" }] });
  render(<RouterProvider router={router} />);
  return router;
};

/** Answers calls one after the other. */
const answers = (...responses: readonly Response[]) => {
  const call = vi.fn<typeof fetch>();
  for (const response of responses) call.mockResolvedValueOnce(response);
  vi.stubGlobal("fetch", call);
  return call;
};

it("shows the brand and what the product does", async () => {
  open("/");
  expect(await screen.findByRole("heading", { level: 1, name: brand.name })).toBeVisible();
  expect(screen.getByText(brand.summary)).toBeVisible();
  expect(document.title).toBe(brand.name);
});

it("moves the focus to the heading of the page that was navigated to, not of the one that was loaded", async () => {
  answers(Response.json(auditLogPage([auditLog(1)])));
  open("/");
  expect(document.body).toHaveFocus();
  await userEvent.click(await screen.findByRole("link", { name: "Audit log" }));
  expect(await screen.findByRole("heading", { name: "Audit log" })).toHaveFocus();
  expect(document.title).toBe(`Audit log – ${brand.name}`);
});

it("lists the audit log page by page, with the cursor in the address", async () => {
  const call = answers(
    Response.json(auditLogPage([auditLog(1), auditLog(2)], "b2xkZXI")),
    Response.json(auditLogPage([auditLog(3)])),
    Response.json(auditLogPage([auditLog(1)])),
  );
  const router = open("/audit-log");
  expect(screen.getByText("The page is on its way.")).toBeVisible();
  const table = await screen.findByRole("table", { name: "2 entries, newest first" });
  expect(within(table).getAllByRole("row")).toHaveLength(3);

  await userEvent.click(screen.getByRole("link", { name: "Older entries" }));
  expect(await screen.findByRole("table", { name: "1 entry, newest first" })).toHaveTextContent("setting color-3");
  expect(router.state.location.search).toBe("?cursor=b2xkZXI");
  expect(call.mock.lastCall?.[0]).toBe("/api/audit-logs?limit=50&cursor=b2xkZXI");
  expect(screen.queryByRole("link", { name: "Older entries" })).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("link", { name: "Newest entries" }));
  expect(await screen.findByText("setting color-1")).toBeVisible();
});

it("says that something is on its way while the page before stays", async () => {
  let arrive: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (arrive = resolve)));
  open("/");
  await userEvent.click(await screen.findByRole("link", { name: "Audit log" }));
  expect(screen.getByRole("status")).toHaveTextContent("Loading…");
  expect(screen.getByRole("main")).toHaveAttribute("aria-busy", "true");
  expect(screen.getByRole("heading", { name: brand.name })).toBeVisible();
  arrive(Response.json(auditLogPage([auditLog(1)])));
  expect(await screen.findByRole("table")).toBeVisible();
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

it("says that nothing has been recorded", async () => {
  answers(Response.json(auditLogPage([])));
  open("/audit-log");
  expect(await screen.findByText("Nothing has been recorded yet.")).toBeVisible();
  expect(screen.queryByRole("navigation", { name: "Pages" })).not.toBeInTheDocument();
});

it("says how far back it looks, whether or not it found something", async () => {
  const since = "2025-12-02T12:00:00Z";
  answers(
    Response.json(auditLogPage([auditLog(1)], "b2xkZXI", since)),
    Response.json(auditLogPage([], null, since)),
    Response.json(auditLogPage([], null, since)),
  );
  const router = open("/audit-log");
  expect(await screen.findByText(/^The list goes back to/)).toHaveTextContent("December 2, 2025");
  await router.navigate("/audit-log?cursor=b2xkZXI");
  expect(await screen.findByText("There are no older entries since December 2, 2025.")).toBeVisible();
  await router.navigate("/audit-log");
  expect(await screen.findByText("Nothing has been recorded since December 2, 2025.")).toBeVisible();
});

it("says that an end was reached", async () => {
  answers(Response.json(auditLogPage([])));
  const router = open("/");
  await router.navigate("/audit-log?cursor=bGFzdA");
  expect(await screen.findByText("There are no older entries.")).toBeVisible();
});

it("says what failed and tries again", async () => {
  const details = [{ field: "query.limit", message: "at most 10" }];
  answers(
    Response.json(failure("unavailable", "The database is being moved.", details), { status: 503 }),
    Response.json(auditLogPage([auditLog(1)])),
  );
  open("/audit-log");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The database is being moved.");
  expect(alert).toHaveTextContent("query.limit: at most 10");
  expect(alert).toHaveTextContent("5f1c0e7a");

  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("table")).toBeVisible();
});

it("keeps its frame when a page itself fails", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const Broken = () => {
    throw new Error("a mistake in this page");
  };
  const pages = [{ ErrorBoundary: FailurePage, children: [{ index: true, Component: Broken }] }];
  render(<RouterProvider router={createMemoryRouter([{ Component: Layout, children: pages }])} />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Something went wrong in this page.");
  expect(screen.getByRole("link", { name: brand.name })).toBeVisible();
});

it("says that nothing is at an address", async () => {
  open("/nowhere");
  expect(await screen.findByRole("heading", { name: "Page not found" })).toBeVisible();
});
