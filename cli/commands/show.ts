import { Command } from "commander";
import Table from "cli-table3";
import type { Database } from "../../model/database";
import type { Family, Product } from "../../model/family";
import { list } from "../../model/problem";
import { requireFamily } from "../catalog";
import { resourcesOfProduct } from "../terraform/own-resources";
import { synthesizedResources, type Resource } from "../terraform/synthesized";
import { UserError } from "../user-error";

/** `sigma show [product]`: the resolved entry, with every name that something is called by. */
export function showCommand(): Command {
  return new Command("show")
    .description("Shows the family, or one product, with every name, host, role, variable and the number of resources")
    .argument("[product]", "a product's code")
    .option("--json", "for programs", false)
    .action((code: string | undefined, { json }: { json: boolean }, command: Command) => {
      const family = requireFamily(command);
      const product = code === undefined ? null : requireProduct(family, code);
      if (json && !product) {
        process.stdout.write(`${JSON.stringify(resolved(family), null, 2)}\n`);
        return;
      }
      const resources = synthesizedResources(family);
      if (json && product) process.stdout.write(`${JSON.stringify(productFacts(family, product, resources), null, 2)}\n`);
      else process.stdout.write(product ? productText(family, product, resources) : familyText(family, resources));
    });
}

/** The family without the texts that it was resolved from. */
const resolved = (family: Family) => ({ ...family, written: undefined });

function requireProduct(family: Family, code: string): Product {
  const product = Object.hasOwn(family.products, code) ? family.products[code] : undefined;
  if (!product) throw new UserError(`no product "${code}"; products: ${list(Object.keys(family.products))}`);
  return product;
}

function databaseOf(family: Family, product: Product, environment: string): Database | null {
  const key = product.environments[environment]?.database ?? "";
  return family.environments[environment]?.databases[key] ?? null;
}

function productFacts(family: Family, product: Product, resources: readonly Resource[]) {
  const own = resourcesOfProduct(product, resources);
  return {
    product,
    repositories: [family.repositories[product.repositories.api], family.repositories[product.repositories.ui]],
    databases: Object.fromEntries(
      Object.keys(family.environments).map((environment) => [environment, databaseOf(family, product, environment)]),
    ),
    resources: countBy(own, ({ stack }) => stack),
  };
}

function productText(family: Family, product: Product, resources: readonly Resource[]): string {
  const facts = new Table({ style: { head: [], border: [] } });
  facts.push(
    ["product", `${product.code} (${product.state}): ${product.brand}`],
    ["summary", product.summary],
    ["entry", product.at().file],
    ["repositories", `${product.repositories.api} (${product.owners.api})\n${product.repositories.ui} (${product.owners.ui})`],
    ["Python package", product.pythonPackage],
    ["image", [product.repositories.api, product.repositories.ui].map((name) => family.repositories[name]?.image ?? "").join("\n")],
    ["gateway prefix", product.gatewayPrefix],
    ["calls", product.calls.join(", ") || "nobody"],
    ["egress", product.egress.map(({ cidr, port }) => `${cidr}:${port}`).join(", ") || "none"],
  );
  const environments = Object.keys(family.environments);
  const byEnvironment = new Table({ head: ["", ...environments], style: { head: [], border: [] } });
  const row = (name: string, value: (environment: string) => string) => byEnvironment.push([name, ...environments.map(value)]);
  const share = (environment: string) => databaseOf(family, product, environment)?.shares[product.code];
  row("namespace", (name) => product.environments[name]?.namespace ?? "");
  row("UI host", (name) => product.environments[name]?.hosts.ui ?? "");
  row("API host", (name) => product.environments[name]?.hosts.api ?? "");
  row("API base", (name) => product.environments[name]?.apiBaseUrl ?? "");
  row("approvers", (name) => family.environments[name]?.approvers.join(", ") || "nobody waits");
  row("database", (name) => databaseText(databaseOf(family, product, name)));
  row("roles", (name) => Object.values(share(name)?.roles ?? {}).join("\n"));
  row("variables", (name) => contract(family, product, name));
  const counts = countBy(resourcesOfProduct(product, resources), ({ stack }) => stack);
  row("resources", (name) => String(counts[name] ?? 0));
  return `${facts.toString()}\n${byEnvironment.toString()}\nresources in the stack github: ${counts.github ?? 0}\n`;
}

function databaseText(database: Database | null): string {
  if (!database) return "none";
  const { name, namespace, size, instances, retentionDays, generation } = database;
  return `${name} in ${namespace}\n${size.name}, ${instances} × ${size.storage}, ${retentionDays}d, generation ${generation}`;
}

function contract(family: Family, product: Product, environment: string): string {
  const variables = family.repositories[product.repositories.api]?.environments[environment]?.deployment?.database ?? {};
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

function familyText(family: Family, resources: readonly Resource[]): string {
  const products = new Table({ head: ["product", "state", "repositories", "resources"], style: { head: [], border: [] } });
  for (const product of Object.values(family.products)) {
    products.push([
      `${product.code} (${product.brand})`,
      product.state,
      Object.values(product.repositories).join("\n"),
      String(resourcesOfProduct(product, resources).length),
    ]);
  }
  const shared = new Table({ head: ["repository", "kind", "owner", "state"], style: { head: [], border: [] } });
  for (const repository of Object.values(family.repositories).filter(({ product }) => product === null)) {
    const { name, kind, owner, state, inside, managed } = repository;
    shared.push([name, kind.name, owner, inside === null ? (managed || state === "planned" ? state : "switched off") : `inside ${inside}`]);
  }
  const counts = Object.entries(countBy(resources, ({ stack }) => stack)).map(([stack, count]) => `${stack} ${count}`);
  return `${products.toString()}\n${shared.toString()}\nresources: ${counts.join(", ")}\n`;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
