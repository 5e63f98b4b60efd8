import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LocalChart } from "./local-chart";
import { LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import { namespaceSelector, type ProductNamespace } from "./product-namespace";

export interface GatewayProps {
  /** The chart `gateway`. */
  readonly chart: LocalChart;
  readonly family: string;
  readonly environment: string;
  readonly namespace: ProductNamespace;
  /** cert-manager's ClusterIssuer. */
  readonly issuer: string;
  /** PriorityClass of the proxies. */
  readonly priorityClass: string;
  /** Header in which APIs read who calls; removed from what clients send. */
  readonly actorHeader: string;
  /** One host for every product's `/api/<code>`; null in direct mode. */
  readonly gatewayHost: string | null;
  /** Hosts by product code; a part without a host has no listener. */
  readonly products: Readonly<
    Record<string, { readonly namespace: ProductNamespace; readonly hosts: { readonly ui?: string; readonly api?: string } }>
  >;
  /** Operators, admission rules. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Name of the Gateway, and of the release that makes it. */
export const GATEWAY_NAME = "gateway";

/** The one door of a cluster: hosts, certificates and time limits. Routes belong to the products' releases. */
export class Gateway extends Construct {
  readonly values: ReleaseValues;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const products = Object.entries(props.products);
    this.values = {
      environment: props.environment,
      name: GATEWAY_NAME,
      issuer: props.issuer,
      productNamespaceSelector: namespaceSelector(props.family, "product"),
      ...(props.gatewayHost !== null && { gatewayHost: props.gatewayHost }),
      actorHeader: props.actorHeader,
      priorityClass: props.priorityClass,
      products: Object.fromEntries(products.map(([code, { namespace, hosts }]) => [code, { namespace: namespace.name, hosts }])),
    };
    new LocalChartRelease(this, "release", {
      chart: props.chart,
      name: GATEWAY_NAME,
      namespace: props.namespace.name,
      values: this.values,
      dependsOn: [
        props.namespace.resource,
        props.namespace.quota,
        ...products.map(([, { namespace }]) => namespace.resource),
        ...props.dependsOn,
      ],
    });
  }
}
