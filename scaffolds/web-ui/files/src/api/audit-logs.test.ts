import { expect, it, vi } from "vitest";
import { auditLog, auditLogPage, failure } from "../../tests/answers.ts";
import { ApiError } from "./api-error.ts";
import { listAuditLogs } from "./audit-logs.ts";

const respond = (body: unknown, init?: ResponseInit) => {
  const call = vi.fn<typeof fetch>(() =>
    Promise.resolve(typeof body === "string" ? new Response(body, init) : Response.json(body, init)),
  );
  vi.stubGlobal("fetch", call);
  return call;
};

const list = (cursor?: string, signal = new AbortController().signal) => listAuditLogs({ cursor, limit: 50, signal });

const failed = async (promise: Promise<unknown>): Promise<ApiError> => {
  const reason: unknown = await promise.then(
    () => "it succeeded",
    (error: unknown) => error,
  );
  if (reason instanceof ApiError) return reason;
  throw new Error("expected an ApiError", { cause: reason });
};

it("asks for a page by its cursor and says where the next one is", async () => {
  const call = respond(auditLogPage([auditLog(1)], "bmV4dA"));
  const { items, nextCursor } = await list("Zmlyc3Q");
  expect(call.mock.calls[0]?.[0]).toBe("/api/audit-logs?limit=50&cursor=Zmlyc3Q");
  expect(items).toEqual([expect.objectContaining({ actor: "grace", entity_id: "color-1" })]);
  expect(nextCursor).toBe("bmV4dA");
});

it("calls what this environment says, before what the build was given, before the developer's proxy", async () => {
  const call = respond(auditLogPage([]));
  const called = () => call.mock.lastCall?.[0];
  await list();
  expect(called()).toBe("/api/audit-logs?limit=50");
  vi.stubEnv("VITE_API_BASE_URL", "https://built.example.test/");
  await list();
  expect(called()).toBe("https://built.example.test/audit-logs?limit=50");
  vi.stubGlobal("CONFIG", { VITE_API_BASE_URL: "https://gateway.example.test/api/this" });
  await list();
  expect(called()).toBe("https://gateway.example.test/api/this/audit-logs?limit=50");
});

it("sends the session along, keeps nothing itself, and says how to sign in again", async () => {
  const call = respond(auditLogPage([]));
  await list();
  expect(call.mock.lastCall?.[1]).toMatchObject({ credentials: "include" });
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);

  respond("OAuth flow failed.", { status: 401 });
  expect(await failed(list())).toMatchObject({
    message: "You are not signed in. Load this page again to sign in.",
    code: "not_signed_in",
    status: 401,
  });
});

it("passes on what the API says is wrong, with the request to look for", async () => {
  const details = [{ field: "query.cursor", message: "not made by this API" }];
  respond(failure("invalid_cursor", "The cursor is not valid.", details), { status: 400 });
  expect(await failed(list("x"))).toMatchObject({
    message: "The cursor is not valid.",
    code: "invalid_cursor",
    status: 400,
    requestId: "5f1c0e7a",
    details,
  });
});

it.each([
  ["no JSON", "<h1>Welcome</h1>", 200],
  ["another shape of error", { message: "no" }, 500],
  ["another shape of success", { data: [{ id: 7 }], page: { next_cursor: null } }, 200],
])("does not trust %s", async (_, body, status) => {
  respond(body, { status, headers: { "X-Request-ID": "abc" } });
  const error = await failed(list());
  expect(error).toMatchObject({ code: "unexpected_answer", status, requestId: "abc" });
  expect(error.cause).toBeDefined();
});

it("says that the API cannot be reached, also when a proxy says so in its place", async () => {
  respond("<h1>Bad gateway</h1>", { status: 502 });
  expect(await failed(list())).toMatchObject({
    message: "The API cannot be reached.",
    code: "unreachable",
    status: 502,
  });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await failed(list())).toMatchObject({
    message: "The API cannot be reached.",
    code: "unreachable",
    status: null,
  });
});

/** Never answers, but ends with the signal as `fetch` does. */
const silent = (_: unknown, { signal }: RequestInit = {}) =>
  new Promise<never>((_resolve, reject) => {
    const end = () => {
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end);
  });

it("says that the API does not answer", async () => {
  vi.stubGlobal("fetch", silent);
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new DOMException("late", "TimeoutError")));
  expect(await failed(list())).toMatchObject({ message: "The API did not answer in time.", code: "timeout" });
});

it("ends quietly when its caller gives up, also in the middle of the body", async () => {
  vi.stubGlobal("fetch", silent);
  const before = new AbortController();
  const first = list(undefined, before.signal);
  before.abort();
  await expect(first).rejects.toBe(before.signal.reason);

  const within = new AbortController();
  const body = new ReadableStream({
    pull(controller) {
      within.abort();
      controller.error(within.signal.reason);
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body)));
  const second: unknown = await list(undefined, within.signal).catch((error: unknown) => error);
  expect(second).toBe(within.signal.reason);
  expect(second).not.toBeInstanceOf(ApiError);
});
