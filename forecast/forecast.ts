import type { Requests } from "./request-costs";
import { FIXED_REQUESTS, HOURLY_LIMIT, REQUEST_COSTS } from "./request-costs";

/** The planned action on resources of one type. A data source has the type `data.<type>` and the action `read`. */
export interface PlannedAction {
  readonly type: string;
  readonly action: "no-op" | "read" | "create" | "update" | "delete" | "replace";
  readonly count: number;
}

export interface RequestForecast {
  readonly requests: number;
  /** Of these, conditional ones; GitHub does not count those it answers with 304, that is while nobody has touched the object. */
  readonly conditional: number;
  /** Of the hourly limit, as a fraction; conditional requests included. */
  readonly hourlyShare: number;
  /** Time the provider waits between writes, without network time. */
  readonly delaySeconds: number;
  /** Most expensive types first. */
  readonly byType: readonly { readonly type: string; readonly requests: number }[];
}

export interface Forecast {
  readonly plan: RequestForecast;
  /** Of the saved plan. */
  readonly apply: RequestForecast;
  /** GitHub types without a measured cost, which no number above includes. */
  readonly unmeasured: readonly { readonly type: string; readonly count: number }[];
  /** Updates counted as what a creation of the type costs: no update was measured on its own. */
  readonly estimatedUpdates: number;
}

/**
 * Forecasts GitHub API requests of a plan and of its apply. Types of other providers cost none.
 * @param writeDelayMs the provider's `write_delay_ms`, in milliseconds
 */
export function forecast(actions: readonly PlannedAction[], writeDelayMs = 1000): Forecast {
  const github = actions.filter(({ type, count }) => count > 0 && /^(data\.)?github_/.test(type));
  const measured = github.filter(({ type }) => type in REQUEST_COSTS);
  return {
    plan: total(measured, planned, writeDelayMs),
    apply: total(measured, applied, writeDelayMs),
    unmeasured: github.filter(({ type }) => !(type in REQUEST_COSTS)).map(({ type, count }) => ({ type, count })),
    estimatedUpdates: measured.filter(({ action }) => action === "update").reduce((sum, { count }) => sum + count, 0),
  };
}

type Phase = (action: PlannedAction) => Requests & { readonly conditional: number };

const NOTHING = { requests: 0, delayed: 0, conditional: 0 };

/** A plan reads what exists. */
const planned: Phase = ({ type, action }) => {
  const known = REQUEST_COSTS[type];
  if (known === undefined || action === "create") return NOTHING;
  return { ...known.refresh, conditional: known.conditional ? known.refresh.requests : 0 };
};

const applied: Phase = ({ type, action }) => {
  const known = REQUEST_COSTS[type];
  if (known === undefined || action === "no-op" || action === "read") return NOTHING;
  const made = action === "delete" ? NOTHING : known.create;
  const destroyed = action === "delete" || action === "replace" ? known.destroy : NOTHING;
  return { requests: made.requests + destroyed.requests, delayed: made.delayed + destroyed.delayed, conditional: 0 };
};

function total(actions: readonly PlannedAction[], phase: Phase, writeDelayMs: number): RequestForecast {
  const byType = new Map<string, number>();
  let [requests, delayed, conditional] = [FIXED_REQUESTS, 0, 0];
  for (const action of actions) {
    const each = phase(action);
    requests += each.requests * action.count;
    delayed += each.delayed * action.count;
    conditional += each.conditional * action.count;
    if (each.requests > 0) byType.set(action.type, (byType.get(action.type) ?? 0) + each.requests * action.count);
  }
  return {
    requests,
    conditional,
    hourlyShare: requests / HOURLY_LIMIT,
    delaySeconds: (delayed * writeDelayMs) / 1000,
    byType: [...byType].map(([type, sum]) => ({ type, requests: sum })).sort((a, b) => b.requests - a.requests),
  };
}
