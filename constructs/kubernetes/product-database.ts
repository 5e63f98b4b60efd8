import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { PostgresValues } from "../../charts/postgres-values";
import type { LocalChart } from "./local-chart";
import { type GivenValues, LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import type { ProductNamespace } from "./product-namespace";

/** The values of the chart `postgres` but those whose defaults hold in every environment. */
export type DatabaseValues = ReleaseValues<Omit<PostgresValues, "maintenance" | "parameters" | "waitSeconds">>;

export interface ProductDatabaseProps {
  /** The chart `postgres`. */
  readonly chart: LocalChart;
  /** Keeps releases in Secrets: this one's manifest holds the passwords that the chart generates. */
  readonly provider: TerraformProvider;
  readonly namespace: ProductNamespace;
  readonly values: DatabaseValues;
  /** The namespaces that receive the products' `DB_*` Secrets. */
  readonly receivers: readonly ProductNamespace[];
  /** Operators, admission rules. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A Postgres cluster with point-in-time recovery, for one product or for several. No plan takes it away by itself. */
export class ProductDatabase extends Construct {
  readonly resource: ITerraformDependable;
  readonly values: GivenValues;

  constructor(scope: Construct, id: string, props: ProductDatabaseProps) {
    super(scope, id);
    const release = new LocalChartRelease<ReleaseValues<PostgresValues>>(this, "release", {
      chart: props.chart,
      provider: props.provider,
      name: props.values.objectName,
      namespace: props.namespace.name,
      values: props.values,
      preventDestroy: true,
      dependsOn: [props.namespace.resource, props.namespace.quota, ...props.receivers.map(({ resource }) => resource), ...props.dependsOn],
    });
    this.resource = release.resource;
    this.values = release.values;
  }
}
