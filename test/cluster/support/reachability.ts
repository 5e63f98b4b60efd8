import type { Environment, Family } from "../../../model/family";
import type { Party } from "./endpoints";
import { readIntendedTable, type IntendedLine } from "./intended-table";
import { within, type NetworkPolicies } from "./network-policies";

/** `from → to:port`. */
type Connection = string;

/** Ports that something in a cluster listens on, and some that nothing should. */
const PORTS = [22, 53, 80, 443, 5432, 6443, 8000, 8080, 9187, 10250];

export interface Reachability {
  readonly parties: readonly Party[];
  readonly ports: readonly number[];
  /** Namespaces of the family: connections with no end in one of them are nobody's business here. */
  readonly namespaces: ReadonlySet<string>;
}

export function reachabilityOf({ products }: Family, environment: Environment, parties: readonly Party[]): Reachability {
  const written = [...Object.values(products).flatMap(({ egress }) => egress.map(({ port }) => port)), archivePort(environment)];
  const own = Object.values(products).flatMap(({ environments }) => environments[environment.name]?.namespace ?? []);
  const namespaces = new Set([...own, ...Object.values(environment.databases).map(({ namespace }) => namespace)]);
  return { parties, ports: [...new Set([...PORTS, ...written])], namespaces };
}

/** What the policies admit. @param only one namespace: connections with an end in it */
export function admitted(policies: NetworkPolicies, { parties, ports, namespaces }: Reachability, only?: string): ReadonlySet<Connection> {
  const concerns = ({ namespace }: Party) => namespace !== null && (only === undefined ? namespaces.has(namespace) : namespace === only);
  return new Set(
    parties.flatMap((from) =>
      parties
        .filter((to) => from !== to && (concerns(from) || concerns(to)))
        .flatMap((to) => ports.filter((port) => policies.admits(from, to, port)).map((port) => connection(from, to, port))),
    ),
  );
}

/** What docs/network.md promises for these facts of the catalog. */
export function intended(family: Family, environment: Environment, { parties, ports }: Reachability): ReadonlySet<Connection> {
  return new Set(
    readIntendedTable().flatMap((line) =>
      parties
        .filter(({ role }) => line.from.includes(role))
        .flatMap((from) =>
          parties
            .filter((to) => to !== from && line.to.some((word) => isCalled(to, word, environment)))
            .flatMap((to) =>
              ports.filter((port) => holds(line, from, to, port, family, environment)).map((port) => connection(from, to, port)),
            ),
        ),
    ),
  );
}

const connection = (from: Party, to: Party, port: number): Connection => `${from.name} → ${to.name}:${port}`;

/** Whether a word of the column `to` is about the party. */
function isCalled({ role, ip }: Party, word: string, { cluster }: Environment): boolean {
  if (role !== "address") return role === word;
  if (word === "outside") return true;
  if (word === "DNS") return cluster.dnsCidrs.some((cidr) => within(ip, cidr));
  if (word === "API server") return within(ip, cluster.apiServerCidr);
  if (word !== "archive") return false;
  return cluster.archiveCidrs.length > 0 ? cluster.archiveCidrs.some((cidr) => within(ip, cidr)) : !within(ip, cluster.podCidr);
}

/** Whether the columns `port` and `when` hold. @throws for words that are not known here */
function holds(
  { to: words, ports, when }: IntendedLine,
  from: Party,
  to: Party,
  port: number,
  { products }: Family,
  environment: Environment,
): boolean {
  const product = products[from.product ?? ""];
  const portHolds = ports === "as written" ? words.includes("outside") || port === archivePort(environment) : ports.includes(port);
  switch (when) {
    case "always":
      return portHolds;
    case "its product is in `calls` of the first":
      return portHolds && to.product !== null && (product?.calls ?? []).includes(to.product);
    case "it holds the product's data":
    case "both are of one database":
      return portHolds && from.database !== null && from.database === to.database;
    case "the product's `egress` names it":
      return (product?.egress ?? []).some((each) => each.port === port && within(to.ip, each.cidr));
    default:
      throw new Error(`docs/network.md: the condition "${when}" is not known to reachability.ts`);
  }
}

const archivePort = ({ archive }: Environment): number => (archive.endpoint === null ? 443 : Number(new URL(archive.endpoint).port || 443));
