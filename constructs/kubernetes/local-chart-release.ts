import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../literal";
import type { LocalChart } from "./local-chart";

/**
 * Values of a chart, of the type that is emitted from its schema; nothing secret, since Terraform keeps them in plans and state. Null stands for
 * an optional value that is not given: the chart's default holds.
 */
export type ReleaseValues<Values> = Values extends readonly (infer Item)[]
  ? readonly ReleaseValues<Item>[]
  : Values extends object
    ? { readonly [Key in keyof Values]: undefined extends Values[Key] ? ReleaseValues<Values[Key]> | null : ReleaseValues<Values[Key]> }
    : Values;

/** The values that Helm gets: optional ones that are null are left out. */
export type GivenValues = Readonly<Record<string, unknown>>;

export interface LocalChartReleaseProps<Values extends object> {
  readonly chart: LocalChart;
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  /** {@link ReleaseValues} of the chart. */
  readonly values: Values;
  /** What must exist first: namespaces, quotas, releases. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** @default - the stack's helm provider */
  readonly provider?: TerraformProvider;
  /** Refuse a plan that would replace or take away the release. @default false */
  readonly preventDestroy?: boolean;
}

const TIMEOUT_SECONDS = 600;

/** A release of one of this repository's charts. It is atomic: a failed install leaves nothing, a failed upgrade goes back. */
export class LocalChartRelease<Values extends object> extends Construct {
  readonly resource: ITerraformDependable;
  readonly values: GivenValues;

  constructor(scope: Construct, id: string, props: LocalChartReleaseProps<Values>) {
    super(scope, id);
    this.values = withoutNulls(props.values);
    this.resource = new Release(this, "release", {
      chart: props.chart.path,
      name: props.name,
      namespace: props.namespace,
      // JSON is YAML, and Terraform shows a changed JSON text key by key.
      values: [literal(JSON.stringify(this.values))],
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

const withoutNulls = (values: object): GivenValues =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([key, value]: [string, unknown]) => [key, isMap(value) ? withoutNulls(value) : value]),
  );

const isMap = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
