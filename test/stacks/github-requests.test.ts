import { tmpdir } from "node:os";
import { Testing } from "cdktf";
import type { Family, Repository } from "../../model/family";
import { loadFamily } from "../../model/load";
import { resourceId } from "../../constructs/resource-id";
import { REQUEST_COSTS } from "../../forecast/request-costs";
import { GithubStack } from "../../stacks/github-stack";
import { SIGMA_CATALOG } from "../family/sigma";
import { synthStack } from "../synth";
import { editedAcme } from "./edited-acme";

/** Requests of a plan without changes, before sealed secrets: what a family of a hundred products can still afford in an hour. */
const BUDGET = { product: 30, library: 18 };

const typesPerRepository = (family: Family): readonly (readonly [Repository, readonly string[]])[] => {
  const app = Testing.app({ outdir: tmpdir() });
  const addresses = synthStack(new GithubStack(app, "github", { family, allowedActions: ["actions/checkout@*"], imports: {} })).addresses();
  return Object.values(family.repositories)
    .filter(({ managed }) => managed)
    .map((repository) => {
      const own = addresses.filter((address) => address.includes(`.repositories_${resourceId(repository.name)}_`));
      return [repository, own.map((address) => address.split(".")[0]!)];
    });
};

const requests = (types: readonly string[]) =>
  types
    .filter((type) => type !== "github_actions_environment_secret")
    .reduce((sum, type) => sum + REQUEST_COSTS[type]!.refresh.requests, 0);

const FAMILIES = { acme: () => editedAcme(), sigma: () => loadFamily(SIGMA_CATALOG) };

describe.each(Object.entries(FAMILIES))("every repository of the family %s", (_, load) => {
  const repositories = typesPerRepository(load());

  it("has resources of measured types only", () => {
    expect(repositories.flatMap(([, types]) => types).filter((type) => !(type in REQUEST_COSTS))).toEqual([]);
  });

  it("asks GitHub no GraphQL query in a plan, each of which makes the provider wait", () => {
    expect(repositories.flatMap(([, types]) => types).filter((type) => REQUEST_COSTS[type]!.refresh.delayed > 0)).toEqual([]);
  });

  it(`costs at most ${BUDGET.product} requests of a product in a plan`, () => {
    const costs = repositories.filter(([{ product }]) => product !== null).map(([{ name }, types]) => [name, requests(types)] as const);
    expect(costs).not.toEqual([]);
    expect(costs.filter(([, cost]) => cost > BUDGET.product)).toEqual([]);
  });

  it(`costs at most ${BUDGET.library} requests of a library in a plan`, () => {
    const libraries = repositories.filter(([{ kind }]) => kind.environments === "release");
    const costs = libraries.map(([{ name }, types]) => [name, requests(types)] as const);
    expect(costs).not.toEqual([]);
    expect(costs.filter(([, cost]) => cost > BUDGET.library)).toEqual([]);
  });

  it("costs the fewest when it is archived", () => {
    for (const [, types] of repositories.filter(([{ state }]) => state === "archived")) expect(types).toEqual(["github_repository"]);
  });
});

it("repositories cost as many requests as were counted", () => {
  const costs = typesPerRepository(editedAcme()).map(([{ name }, types]) => [name, requests(types)]);
  expect(Object.fromEntries(costs)).toMatchObject({ "acme-shop-api": 19, "acme-base": 14, "acme-old": 2 });
});
