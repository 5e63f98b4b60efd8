/** What the API said is wrong, place by place. */
export interface ApiErrorDetail {
  /** Where in the request: `query.limit`. */
  readonly field: string;
  readonly message: string;
}

interface ApiErrorFacts {
  /** The API's own code, or one of this client's: `unreachable`, `timeout`, `unexpected_answer`, `not_signed_in`. */
  readonly code: string;
  /** Status of the answer; null when there was none. */
  readonly status: number | null;
  /** Finds the request in the API's log; null when there was no answer of the API. */
  readonly requestId: string | null;
  readonly details?: readonly ApiErrorDetail[];
  readonly cause?: unknown;
}

/** A call that brought nothing back. The message is for people. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly details: readonly ApiErrorDetail[];

  constructor(message: string, { code, status, requestId, details = [], cause }: ApiErrorFacts) {
    super(message, { cause });
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.details = details;
  }
}
