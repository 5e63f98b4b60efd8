import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { GatewayValues } from "../../charts/gateway-values";
import type { LocalChart } from "./local-chart";
import { type GivenValues, LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import { namespaceSelector, type ProductNamespace } from "./product-namespace";

/** The values of the chart `gateway` but those that this construct gives, and those whose defaults hold in every environment. */
export type EnvironmentGatewayValues = ReleaseValues<
  Omit<
    GatewayValues,
    "name" | "productNamespaceSelector" | "replicas" | "resources" | "rolesHeader" | "serviceAnnotations" | "timeouts" | "tlsMinimum"
  >
>;

export interface GatewayProps {
  /** The chart `gateway`. */
  readonly chart: LocalChart;
  readonly family: string;
  readonly namespace: ProductNamespace;
  readonly values: EnvironmentGatewayValues;
  /** The namespaces of the products in `values`, which receive listeners and certificates. */
  readonly receivers: readonly ProductNamespace[];
  /** Operators, admission rules. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Name of the Gateway, and of the release that makes it. */
export const GATEWAY_NAME = "gateway";

/** The one door of a cluster: hosts, certificates, who is let in, time limits. Routes belong to the products' releases. */
export class Gateway extends Construct {
  readonly values: GivenValues;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { environment, issuer, ...values } = props.values;
    const release = new LocalChartRelease<ReleaseValues<GatewayValues>>(this, "release", {
      chart: props.chart,
      name: GATEWAY_NAME,
      namespace: props.namespace.name,
      values: {
        environment,
        name: GATEWAY_NAME,
        issuer,
        productNamespaceSelector: namespaceSelector(props.family, "product"),
        ...values,
      },
      dependsOn: [props.namespace.resource, props.namespace.quota, ...props.receivers.map(({ resource }) => resource), ...props.dependsOn],
    });
    this.values = release.values;
  }
}
