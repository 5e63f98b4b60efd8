import { planReport } from "../../cli/terraform/plan-report";
import { synthesizedResources } from "../../cli/terraform/synthesized";
import { loadCatalog, loadFamily } from "../../model/load";
import type { Family } from "../../model/family";
import { exceptionFacts } from "../../page/exception-facts";
import { givenPlan } from "../../page/given-plan";
import { ACME } from "../cli/workplace";
import { copyAcme, removeCopies } from "../model/copy-acme";
import { plannedChanges } from "../../cli/terraform/planned-changes";
import { pageOf } from "./page-of";

/** What the page shows is what the family is. */
const family = loadFamily(ACME);
const resources = synthesizedResources(family);
const page = pageOf(family, { resources });

afterAll(removeCopies);

it("has every product, environment, repository, database and team of the family", () => {
  expect(page.products.map(({ code }) => code)).toEqual(Object.keys(family.products));
  expect(page.environments.map(({ name }) => name)).toEqual(["trial", "live"]);
  expect(page.repositories.map(({ name }) => name)).toEqual(Object.keys(family.repositories));
  expect(page.teams.map(({ name }) => name)).toEqual(Object.keys(family.teams));
  expect(page.databases.map(({ environment, key }) => `${environment} ${key}`)).toEqual(
    Object.values(family.environments).flatMap(({ name, databases }) => Object.keys(databases).map((key) => `${name} ${key}`)),
  );
});

it("says of a product where it is, whom it calls and which database it uses", () => {
  expect(page.products.find(({ code }) => code === "shop")).toMatchObject({
    calls: ["tide"],
    egress: ["203.0.113.0/24:443"],
    environments: {
      trial: { ui: "acme-shop.trial.acme.example", database: "products" },
      live: { api: "api.acme-shop.acme.example", replicas: { min: 3, max: 8 }, database: "shop" },
    },
  });
});

it("says of a database that a restore makes another generation, and from which moment", () => {
  expect(page.databases.find(({ environment, key }) => environment === "live" && key === "shop")).toMatchObject({
    generation: 1,
    restore: { generation: 2, from: 1, to: "2026-05-22T09:45:52Z" },
    retentionDays: 60,
  });
});

it("names secrets, says which have a value, and holds no value", () => {
  const sealed = { keyId: "123", value: "c2VhbGVkLXZhbHVl" };
  const api = family.repositories["acme-shop-api"]!;
  const withValue: Family = {
    ...family,
    repositories: {
      ...family.repositories,
      "acme-shop-api": {
        ...api,
        environments: { ...api.environments, live: { ...api.environments.live!, secrets: { PAYMENT_KEY: sealed } } },
      },
    },
  };
  const model = pageOf(withValue, { resources });
  const { environments } = model.repositories.find(({ name }) => name === "acme-shop-api")!;
  expect(environments).toMatchObject({ trial: { secrets: { PAYMENT_KEY: false } }, live: { secrets: { PAYMENT_KEY: true } } });
  expect(JSON.stringify(model)).not.toContain(sealed.value);
});

it("reads what the network admits from the synthesized policies, and counts the namespaces that have the same way", () => {
  const live = page.admitted.filter(({ environment }) => environment === "live");
  expect(live).toContainEqual({
    environment: "live",
    policy: "to-products",
    group: "products",
    direction: "out",
    pods: "name service",
    peers: ["component api, name service in namespaces of products"],
    ports: ["8080"],
    namespaces: 1,
  });
  expect(live.find(({ policy, group }) => policy === "from-gateway" && group === "products")).toMatchObject({
    direction: "in",
    namespaces: 2,
  });
  const policies = resources.filter(({ type, stack }) => type === "kubernetes_network_policy_v1" && stack === "live");
  const closing = policies.filter(({ path }) => path.at(-1) === "default-deny");
  expect(live.reduce((sum, { namespaces }) => sum + namespaces, 0)).toBe(policies.length - closing.length);
});

it("refuses a network policy of a shape that it does not know, instead of leaving a way out", () => {
  const odd = { stack: "live", type: "kubernetes_network_policy_v1", path: ["live", "products", "shop"], arguments: { spec: {} } };
  expect(() => pageOf(family, { resources: [odd] })).toThrow(/metadata/);
});

it("forecasts what a plan of the whole family costs, and the first apply", () => {
  expect(page.budget.plan).toBeGreaterThan(100);
  expect(page.budget.firstApply).toBeGreaterThan(page.budget.plan);
  expect(page.budget.byType[0]?.type).toMatch(/^github_/);
});

it("lists exceptions with place, owner and last day, the one that ends first on top", () => {
  const exception = (expires: string) => ({ reason: "Backups are moved", owner: "base", expires });
  const { live } = family.environments;
  const facts = exceptionFacts({
    ...family,
    exceptions: { promotion: exception("2027-01-31") },
    environments: { live: { ...live!, exceptions: { retention: exception("2026-12-31") } } },
  });
  expect(facts).toMatchObject([
    {
      entry: "live",
      check: "retention",
      owner: "base",
      expires: "2026-12-31",
      file: expect.stringContaining("environments.yaml") as string,
    },
    { entry: "family", check: "promotion", expires: "2027-01-31" },
  ]);
});

it("lists the facts that the catalog marks to be confirmed", () => {
  const { unconfirmed } = loadCatalog(copyAcme(["family.yaml", "domain: acme.example", "domain: acme.example # to be confirmed"]));
  expect(pageOf(family, { resources, unconfirmed }).unconfirmed).toMatchObject([{ line: 4, path: "domain" }]);
});

describe("with a plan", () => {
  const edit = {
    name: "products.shop.database.live.backups",
    subject: "live shop",
    field: "backups",
    file: "catalog/products/shop.yaml",
    line: 11,
    column: 5,
    before: "60d",
    after: null,
    initial: "30d",
    weight: "danger" as const,
    text: "archives older than 30 days are deleted",
    namedByAddress: false,
  };
  const changes = plannedChanges({
    resource_changes: [
      {
        address: "helm_release.shop",
        type: "helm_release",
        mode: "managed",
        change: { actions: ["update"], before: { name: "a", values: ["1"] }, after: { name: "a", values: ["2"] }, after_unknown: {} },
      },
    ],
  });

  it("has each edit and each value of what sigma plan --json prints, before and after", () => {
    const plan = givenPlan(
      planReport([{ stack: "live", directory: "cdktf.out/stacks/live", seconds: 1, edits: [edit], ...changes }], "json"),
    );
    expect(pageOf(family, { resources, plan }).plan).toEqual([
      {
        stack: "live",
        edits: [
          {
            name: edit.name,
            subject: "live shop",
            field: "backups",
            file: edit.file,
            line: 11,
            before: "60d",
            after: null,
            weight: "danger",
            text: edit.text,
          },
        ],
        changes: [{ address: "helm_release.shop", action: "update", values: [{ path: "values", before: "1", after: "2" }] }],
        drift: [],
        unchanged: 0,
      },
    ]);
  });

  it.each([
    ["a text", "hello", /^is no JSON: /],
    ["another JSON", '{"stack": "live"}', /^the whole: /],
    [
      "a plan with an action that nobody knows",
      '[{"stack":"live","edits":null,"changes":[{"address":"a","action":"burn","values":[]}],"drift":[],"unchanged":{}}]',
      /^0\.changes\.0\.action: /,
    ],
  ])("refuses %s and says where it differs", (_what, text, message) => {
    expect(() => givenPlan(text)).toThrow(message);
  });
});
