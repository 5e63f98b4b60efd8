import { forecast, type Forecast } from "../../forecast/forecast";
import type { PlannedStack } from "./planned-stack";

/** What a stack costs of GitHub's hourly limit; null when it has nothing to do with GitHub. */
export function githubCalls({ changes, unchanged }: PlannedStack): Forecast | null {
  const actions = [
    ...changes.map(({ type, action }) => ({ type, action, count: 1 })),
    ...Object.entries(unchanged).map(([type, count]) => ({ type, action: "no-op" as const, count })),
  ];
  return actions.some(({ type }) => type.startsWith("github_")) ? forecast(actions) : null;
}
