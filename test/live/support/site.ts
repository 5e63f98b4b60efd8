import { join } from "node:path";

/** Where one live cluster keeps its files, and its names and networks on this machine. */
export interface Site {
  /** Begins every name that the machine sees: network namespaces, links, cgroups. */
  readonly name: string;
  /** Everything on disk; removed by the next start. */
  readonly folder: string;
  /** Address of the machine itself, where the API server, etcd and the object store listen. */
  readonly host: string;
  /** Network of the nodes and the machine, /24. */
  readonly network: string;
  readonly podNetwork: string;
  readonly serviceNetwork: string;
  /** Address of the Service `kubernetes`, the first of the network. */
  readonly apiService: string;
  readonly dnsService: string;
}

/** A port that the family's NetworkPolicies allow to an API server; they allow 443 and this one. */
export const API_PORT = 6443;

/**
 * Several live clusters can run beside each other, one for each number from 0 to 9. None shares a folder, a name or a network with another.
 * @throws when $SIGMA_LIVE is something else
 */
export function siteOf(number = process.env["SIGMA_LIVE"] ?? "0"): Site {
  if (!/^[0-9]$/.test(number)) throw new Error(`SIGMA_LIVE: got "${number}"; write a number from 0 to 9`);
  const name = `sigma-live${number}`;
  return {
    name,
    folder: join("/var/tmp", name),
    host: `10.250.${number}.254`,
    network: `10.250.${number}.0/24`,
    podNetwork: `10.24${number}.0.0/16`,
    serviceNetwork: `10.9${number}.0.0/16`,
    apiService: `10.9${number}.0.1`,
    dnsService: `10.9${number}.0.10`,
  };
}

/** What belongs to the node with this number, counted from 1. */
export function nodeSite(site: Site, number: number): NodeSite {
  const name = `node${number}`;
  return {
    name,
    zone: `zone-${number}`,
    folder: join(site.folder, name),
    namespace: `${site.name}-${name}`,
    address: site.host.replace(/254$/, `${number}`),
    pods: site.podNetwork.replace(/0\.0\/16$/, `${number}.0/24`),
  };
}

export interface NodeSite {
  readonly name: string;
  readonly zone: string;
  readonly folder: string;
  /** Name of its network namespace, and of its cgroup. */
  readonly namespace: string;
  readonly address: string;
  readonly pods: string;
}
