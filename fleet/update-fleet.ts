import { FLEET_REQUESTS } from "../forecast/fleet-requests";
import { OutOfBudget } from "./budget";
import { RINGS, type FleetRepository, type Ring } from "./rings";
import type { Visited } from "./standing";
import { trust } from "./trust";
import { visit, type Fleet } from "./visit";

export interface FleetUpdateProps extends Fleet {
  readonly repositories: readonly FleetRepository[];
  /** The ring that is updated, once those before it have passed. @default all, one after the other */
  readonly ring?: Ring;
  /** How long the checks of a ring are waited for, in minutes. */
  readonly waitMinutes: number;
  /** Milliseconds between two looks at the checks. */
  readonly lookEveryMs: number;
  /** Told of each repository when it was visited. */
  readonly onVisit: (visited: Visited) => void;
}

export interface FleetUpdate {
  readonly visited: readonly Visited[];
  /** Why the next ring was not begun; null when everything was visited. */
  readonly stopped: { readonly why: "failed" | "waits" | "budget"; readonly message: string } | null;
}

/**
 * Proposes the update ring by ring: the next one begins when the checks of the one before have passed, and not at all when one failed. What it does is on GitHub
 * alone, so it can be started again at any time.
 */
export async function updateFleet(props: FleetUpdateProps): Promise<FleetUpdate> {
  const visited: Visited[] = [];
  const last = props.ring ?? "all";
  const rings = RINGS.slice(0, RINGS.indexOf(last) + 1);
  try {
    for (const ring of rings) {
      const task = props.ring === undefined || ring === props.ring ? "update" : "look";
      const members: Visited[] = [];
      for (const repository of props.repositories.filter((each) => each.ring === ring)) {
        const each = await visit(props, repository, task);
        members.push(each);
        visited.push(each);
        props.onVisit(each);
      }
      const checked = ring === last ? members : await waited(props, members);
      visited.splice(visited.length - members.length, members.length, ...checked);
      const { why, message } = trust(ring, checked);
      if (why === "failed" || (ring !== last && why === "waits")) return { visited, stopped: { why, message } };
    }
    return { visited, stopped: null };
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error;
    return { visited, stopped: { why: "budget", message: error.message } };
  }
}

/** The repositories of a ring once no check runs any more, or the time is over. */
async function waited(props: FleetUpdateProps, members: readonly Visited[]): Promise<readonly Visited[]> {
  const until = Date.now() + props.waitMinutes * 60_000;
  let now = members;
  while (now.some(isPending) && !now.some(hasFailed) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, props.lookEveryMs));
    now = await Promise.all(now.map((each) => again(props, each)));
  }
  return now;
}

const isPending = ({ standing }: Visited): boolean => standing.at === "open" && standing.checks.verdict === "pending";
const hasFailed = ({ standing }: Visited): boolean => standing.at === "open" && standing.checks.verdict === "failed";

async function again({ github, repositories }: FleetUpdateProps, visited: Visited): Promise<Visited> {
  const { name, standing } = visited;
  if (standing.at !== "open" || standing.checks.verdict !== "pending") return visited;
  github.budget.require(FLEET_REQUESTS.checks);
  const required = repositories.find((each) => each.name === name)?.requiredChecks ?? [];
  return { ...visited, standing: { ...standing, checks: await github.checks(name, standing.update.head, required) } };
}
