import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LocalChart } from "./local-chart";
import { LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import { NAMESPACES } from "./network-peers";
import { namespaceSelector, type ProductNamespace } from "./product-namespace";

export interface BaselineProps {
  /** The chart `baseline`. */
  readonly chart: LocalChart;
  readonly family: string;
  readonly environment: string;
  /** Holds the release; what it makes belongs to the whole cluster. */
  readonly namespace: ProductNamespace;
  /** Where the images of product namespaces come from, `registry/organization/`. */
  readonly images: string;
  /** The operators, whose kinds the rules are about. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** PriorityClasses that the chart makes. */
export const PRIORITY_CLASSES = { database: "database", gateway: "gateway" } as const;

/** Cluster roles that the chart makes. */
export const CLUSTER_ROLES = { deployer: "product-deployer", planner: "plan-reader" } as const;

/** What every cluster starts with: the delete guard of databases, admission rules for product namespaces, cluster roles, priority classes. */
export class Baseline extends Construct {
  readonly resource: ITerraformDependable;
  readonly values: ReleaseValues;

  constructor(scope: Construct, id: string, props: BaselineProps) {
    super(scope, id);
    this.values = {
      environment: props.environment,
      productNamespaceSelector: namespaceSelector(props.family, "product"),
      databaseNamespaceSelector: namespaceSelector(props.family, "database"),
      images: [props.images],
      // The operator replaces instances, volumes and all.
      volumeDeleters: [`system:serviceaccount:${NAMESPACES.databaseOperator}:cloudnative-pg`],
    };
    const release = new LocalChartRelease(this, "release", {
      chart: props.chart,
      name: "baseline",
      namespace: props.namespace.name,
      values: this.values,
      dependsOn: [props.namespace.resource, ...props.dependsOn],
    });
    this.resource = release.resource;
  }
}
