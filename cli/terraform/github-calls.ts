import { forecast, type Forecast } from "../../forecast/forecast";
import type { PlannedStack } from "./planned-stack";

/** The share of GitHub's hourly limit that a stack needs; null for a stack without GitHub resources. */
export function githubCalls({ changes, unchanged }: PlannedStack): Forecast | null {
  const actions = [
    ...changes.map(({ type, action }) => ({ type, action, count: 1 })),
    ...Object.entries(unchanged).map(([type, count]) => ({ type, action: "no-op" as const, count })),
  ];
  return actions.some(({ type }) => type.startsWith("github_")) ? forecast(actions) : null;
}
