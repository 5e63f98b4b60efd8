import { command, commandIn } from "./command";
import type { NodeSite, Site } from "./site";

/** The bridge between the machine and its nodes. Through the first node the machine reaches Services, as the API server has to. */
export function makeBridge(site: Site): void {
  command("ip", "link", "add", site.name, "type", "bridge");
  command("ip", "address", "add", `${site.host}/24`, "dev", site.name);
  command("ip", "link", "set", site.name, "up");
}

/** A network namespace for one node, as a machine of its own would be: its links, routes, rules and connections are nobody else's. */
export function connectNode(site: Site, node: NodeSite, others: readonly NodeSite[]): void {
  const inside = (...args: readonly string[]): string => commandIn(node.namespace, "ip", ...args);
  const link = `${site.name}${node.name.replace("node", "n")}`;
  command("ip", "netns", "add", node.namespace);
  command("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", node.namespace);
  command("ip", "link", "set", link, "master", site.name, "up");
  command("ip", "route", "add", node.pods, "via", node.address, "dev", site.name, "onlink");
  inside("address", "add", `${node.address}/24`, "dev", "eth0");
  inside("link", "set", "eth0", "up");
  inside("link", "set", "lo", "up");
  inside("route", "add", "default", "via", site.host);
  for (const other of others) inside("route", "add", other.pods, "via", other.address, "onlink", "dev", "eth0");
  commandIn(node.namespace, "sysctl", "--quiet", "--write", "net.ipv4.ip_forward=1");
}

/** The machine itself runs no kube-proxy: what it sends to a Service goes through this node's. */
export function routeServices(site: Site, through: NodeSite): void {
  command("ip", "route", "add", site.serviceNetwork, "via", through.address, "dev", site.name);
}
