import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { BaselineValues } from "../../charts/baseline-values";
import type { LocalChart } from "./local-chart";
import { type GivenValues, LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import { NAMESPACES } from "./network-peers";
import { namespaceSelector, type ProductNamespace } from "./product-namespace";

/** Values of the chart `baseline`, without those that this construct sets itself and those that keep their default in every environment. */
export type EnvironmentBaselineValues = ReleaseValues<
  Omit<BaselineValues, "databaseNamespaceSelector" | "priorityClasses" | "productNamespaceSelector" | "rolesHeader" | "volumeDeleters">
>;

export interface BaselineProps {
  /** The chart `baseline`. */
  readonly chart: LocalChart;
  readonly family: string;
  /** Holds the release; what it makes belongs to the whole cluster. */
  readonly namespace: ProductNamespace;
  readonly values: EnvironmentBaselineValues;
  /** The operators, whose kinds the rules are about. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The operator's service account in its own namespace, by the ways to install it: this family's release and any other whose name holds that of
 * the chart; a release of the chart that is named `cnpg`, as its README does; the manifest of CloudNativePG's own releases (1.30.0).
 * https://github.com/cloudnative-pg/charts, https://github.com/cloudnative-pg/cloudnative-pg/tree/main/releases
 */
const DATABASE_OPERATORS = ["cloudnative-pg", "cnpg-cloudnative-pg", "cnpg-manager"];

/** PriorityClasses that the chart makes. */
export const PRIORITY_CLASSES = { database: "database", gateway: "gateway" } as const;

/** Cluster roles that the chart makes. */
export const CLUSTER_ROLES = { deployer: "product-deployer", planner: "plan-reader" } as const;

/** What every cluster starts with: the delete guard of databases, admission rules for product namespaces, cluster roles, priority classes. */
export class Baseline extends Construct {
  readonly resource: ITerraformDependable;
  readonly values: GivenValues;

  constructor(scope: Construct, id: string, props: BaselineProps) {
    super(scope, id);
    const { environment, ...values } = props.values;
    const release = new LocalChartRelease<ReleaseValues<BaselineValues>>(this, "release", {
      chart: props.chart,
      name: "baseline",
      namespace: props.namespace.name,
      values: {
        environment,
        productNamespaceSelector: namespaceSelector(props.family, "product"),
        databaseNamespaceSelector: namespaceSelector(props.family, "database"),
        ...values,
        // The operator replaces instances, volumes and all.
        volumeDeleters: DATABASE_OPERATORS.map((account) => `system:serviceaccount:${NAMESPACES.databaseOperator}:${account}`),
      },
      dependsOn: [props.namespace.resource, ...props.dependsOn],
    });
    this.resource = release.resource;
    this.values = release.values;
  }
}
