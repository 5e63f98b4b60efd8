import * as v from "valibot";
import { ApiError } from "./api-error.ts";
import { apiBaseUrl } from "./base-url.ts";

/** After this long without an answer a person is told so. */
const TIMEOUT_MS = 15_000;

/** Signing in means leaving the page for a moment, which a call cannot do and a person decides. */
const NOT_SIGNED_IN = "You are not signed in. Load this page again to sign in.";

const UNREACHABLE = "The API cannot be reached.";

const meta = v.object({ request_id: v.string() });

const failure = v.object({
  error: v.object({
    code: v.string(),
    message: v.string(),
    details: v.array(v.object({ field: v.string(), message: v.string() })),
  }),
  meta,
});

export interface GetOptions {
  /** Parameters of the query; an undefined one is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Ends the call; it then rejects with the signal's reason, not with an {@link ApiError}. */
  readonly signal?: AbortSignal;
}

/**
 * Asks the API for something and checks that the answer is what was asked for.
 * Throws an {@link ApiError} for every failure, except that the caller gave up.
 */
export async function get<const Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  { query = {}, signal }: GetOptions = {},
): Promise<v.InferOutput<Schema>> {
  const response = await answer(`${apiBaseUrl()}${path}${search(query)}`, signal);
  if (response.status === 401)
    throw new ApiError(NOT_SIGNED_IN, {
      code: "not_signed_in",
      status: 401,
      requestId: response.headers.get("X-Request-ID"),
    });
  const body = await json(response, signal);
  if (!response.ok) throw refusal(response, body);
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) throw unexpected(response, v.summarize(parsed.issues));
  return parsed.output;
}

function search(query: NonNullable<GetOptions["query"]>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

async function answer(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(url, {
      headers: { Accept: "application/json" },
      // The session of whoever has signed in, which the gateway keeps in cookies that no script can read.
      credentials: "include",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw timeout.aborted
      ? new ApiError("The API did not answer in time.", { code: "timeout", status: null, requestId: null, cause })
      : new ApiError(UNREACHABLE, { code: "unreachable", status: null, requestId: null, cause });
  }
}

async function json(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    signal?.throwIfAborted();
    throw unexpected(response, cause);
  }
}

function refusal(response: Response, body: unknown): ApiError {
  const parsed = v.safeParse(failure, body);
  if (!parsed.success) return unexpected(response, v.summarize(parsed.issues));
  const { error, meta } = parsed.output;
  return new ApiError(error.message, { ...error, status: response.status, requestId: meta.request_id });
}

/** Statuses of a proxy that found no API behind it, and answered in its place. */
const NOBODY_BEHIND = [502, 503, 504];

function unexpected({ status, headers }: Response, cause: unknown): ApiError {
  const facts = { status, requestId: headers.get("X-Request-ID"), cause };
  return NOBODY_BEHIND.includes(status)
    ? new ApiError(UNREACHABLE, { code: "unreachable", ...facts })
    : new ApiError(`The API gave an answer that this page does not understand (status ${status}).`, {
        code: "unexpected_answer",
        ...facts,
      });
}
