import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../literal";
import type { LocalChart } from "./local-chart";

/** A chart's values: JSON, and nothing secret, since Terraform keeps them in plans and state. */
export type ReleaseValues = Readonly<Record<string, unknown>>;

export interface LocalChartReleaseProps {
  readonly chart: LocalChart;
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  readonly values: ReleaseValues;
  /** What must be there before: namespaces, quotas, releases. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** @default - the stack's helm provider */
  readonly provider?: TerraformProvider;
  /** Refuse a plan that would replace or take away the release. @default false */
  readonly preventDestroy?: boolean;
}

const TIMEOUT_SECONDS = 600;

/** A release of a chart of this repository, which is there completely or not at all. */
export class LocalChartRelease extends Construct {
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LocalChartReleaseProps) {
    super(scope, id);
    this.resource = new Release(this, "release", {
      chart: props.chart.path,
      name: props.name,
      namespace: props.namespace,
      // JSON is YAML, and Terraform shows a changed JSON text key by key.
      values: [literal(JSON.stringify(props.values))],
      atomic: true,
      wait: true,
      timeout: TIMEOUT_SECONDS,
      maxHistory: 5,
      dependsOn: [...props.dependsOn],
      ...(props.provider && { provider: props.provider }),
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
  }
}
