import { run } from "../../cluster/support/run";
import { NAMESPACES } from "../../../constructs/kubernetes/network-peers";
import { GATEWAY_NAME } from "../../../constructs/kubernetes/gateway";
import { gatewayOperators } from "./gateway-operators";
import type { Harbor } from "./harbor";
import { ENVIRONMENT } from "./live-catalog";
import type { LiveCluster } from "./live-cluster";
import { waitFor } from "./wait-for";

/** What `curl` got. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why there is none: curl's words. */
  readonly problem: string;
}

/** The way in from outside: Envoy's Service, asked by `curl` for any host of the family. */
export class FrontDoor {
  private constructor(
    private readonly address: string,
    private readonly authority: string,
  ) {}

  /** Installs the operators of the gateway unless another test file has, and waits until the environment's Gateway serves. */
  static async on(live: LiveCluster, harbor: Harbor): Promise<FrontDoor> {
    const { cluster } = harbor.catalog.environment();
    const authority = await gatewayOperators(live, cluster.issuer);
    return new FrontDoor(await addressOf(live, `harbor-${ENVIRONMENT}`), authority);
  }

  /** A `.curlrc` with which curl reaches this host, and every other as ever. */
  curlrc(host: string): string {
    return [`connect-to = "${host}:443:${this.address}:443"`, `cacert = "${this.authority}"`, ""].join("\n");
  }

  async ask(url: string, ...flags: readonly string[]): Promise<Answer> {
    const { host } = new URL(url);
    const where = [
      "--connect-to",
      `${host}:443:${this.address}:443`,
      "--connect-to",
      `${host}:80:${this.address}:80`,
      "--cacert",
      this.authority,
    ];
    const { stdout, stderr } = await run("curl", [
      "--silent",
      "--show-error",
      "--max-time",
      "15",
      "--include",
      "--path-as-is",
      ...where,
      ...flags,
      url,
    ]);
    const [head = "", ...rest] = stdout.split("\r\n\r\n");
    const [first = "", ...lines] = head.split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
    );
    return { status: Number(/^HTTP\S+ (\d+)/.exec(first)?.[1] ?? 0), headers, body: rest.join("\r\n\r\n"), problem: stderr };
  }
}

/**
 * Gives Envoy's Service the address that a cloud's load balancer would, without which the Gateway stays unready; returns the one inside the cluster,
 * which the machine reaches.
 */
async function addressOf({ cluster }: LiveCluster, namespace: string): Promise<string> {
  const selector = `gateway.envoyproxy.io/owning-gateway-name=${GATEWAY_NAME}`;
  const inController = ["--namespace", NAMESPACES.gatewayController];
  const { metadata, spec } = await waitFor("Envoy's Service", 120, async () => {
    const list = await cluster.kubectl([...inController, "get", "services", "--selector", selector, "--output=json"]);
    return (JSON.parse(list) as { items: { metadata: { name: string }; spec: { clusterIP: string } }[] }).items[0];
  });
  const status = JSON.stringify({ status: { loadBalancer: { ingress: [{ ip: "203.0.113.1" }] } } });
  await cluster.kubectl([...inController, "patch", "service", metadata.name, "--subresource=status", "--type=merge", "--patch", status]);
  await cluster.kubectl(["--namespace", namespace, "wait", `gateway/${GATEWAY_NAME}`, "--for=condition=Programmed", "--timeout=300s"]);
  return spec.clusterIP;
}
