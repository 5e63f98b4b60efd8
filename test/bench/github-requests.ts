import { loadFamily } from "../../model/load";
import { synthesizedResources, type Resource } from "../../cli/terraform/synthesized";
import { forecast } from "../../forecast/forecast";
import { SIGMA_CATALOG } from "../family/sigma";
import type { Section } from "./report";

/** What a plan without changes asks of GitHub per repository: products at most 30, others at most 18; a sealed secret (2 each) comes on top. */
const LIMITS = { product: 30, shared: 18 };

/** By the measured costs of each resource type, for the dearest repository of each kind of the Sigma family. */
export function githubRequests(): Section {
  const family = loadFamily(SIGMA_CATALOG);
  const resources = synthesizedResources(family).filter(({ stack }) => stack === "github");
  const costs = Object.values(family.repositories)
    .filter(({ managed }) => managed)
    .map((repository) => ({ repository, cost: costOf(resources.filter(({ path }) => path.includes(repository.name))) }));
  const kinds = [...new Set(costs.map(({ repository }) => repository.kind.name))].map((kind) => {
    const ofKind = costs.filter(({ repository }) => repository.kind.name === kind);
    return ofKind.reduce((dearest, each) => (each.cost.requests > dearest.cost.requests ? each : dearest));
  });
  return {
    title: "GitHub requests of a plan without changes, per repository",
    head: ["kind", "dearest repository", "requests", "three dearest types"],
    rows: kinds.map(({ repository, cost }) => [repository.kind.name, repository.name, cost.requests, cost.dearest]),
    results: kinds
      .filter(({ repository }) => repository.product !== null || repository.kind.environments === "release")
      .map(({ repository, cost }) => ({
        what: repository.kind.name,
        value: cost.requests,
        unit: "requests" as const,
        limit: { most: repository.product === null ? LIMITS.shared : LIMITS.product },
      })),
  };
}

function costOf(resources: readonly Resource[]): { readonly requests: number; readonly dearest: string } {
  const unsealed = resources.filter(({ type }) => type !== "github_actions_environment_secret");
  const { plan, unmeasured } = forecast(unsealed.map(({ type }) => ({ type, action: "no-op" as const, count: 1 })));
  if (unmeasured.length > 0) throw new Error(`no measured cost: ${unmeasured.map(({ type }) => type).join(", ")}`);
  const dearest = plan.byType.slice(0, 3).map(({ type, requests }) => `${type} ${requests}`);
  return { requests: plan.byType.reduce((sum, { requests }) => sum + requests, 0), dearest: dearest.join(", ") };
}
