import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { charts, mergeValues, type Values } from "../../charts/chart-values";
import { CHARTS } from "../support/charts";
import { TOOLS, type HelmVersion } from "../support/cluster";
import { manifestsIn } from "../support/render";

/** An object as a chart renders it. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Values;
  readonly data?: Readonly<Record<string, string>>;
}

export interface Template {
  readonly chart: string;
  /** A file of the chart's `ci` folder. */
  readonly example: string;
  /** Values over the example; null removes. */
  readonly values?: Values;
  readonly version?: HelmVersion;
}

/** Namespace that the releases of these tests go to. */
export const NAMESPACE = "acme-test";
/** Name of the releases of these tests. */
export const RELEASE = "acme";

/** What helm makes of a chart without a cluster. @throws with helm's own words */
export function template({ chart, example, values = {}, version = "helm3" }: Template): readonly Rendered[] {
  const given = mergeValues(charts[chart]?.examples[example] ?? {}, values);
  const args = ["template", RELEASE, join(CHARTS, chart), "--namespace", NAMESPACE, "--kube-version", "1.36.3", "--values", "-"];
  const text = execFileSync(join(TOOLS, version), args, { input: JSON.stringify(given), encoding: "utf8", stdio: "pipe" });
  return manifestsIn(text);
}

/** What helm says when it refuses. */
export function refusal(of: Template): string {
  try {
    template(of);
  } catch (error) {
    return String((error as { stderr: unknown }).stderr);
  }
  throw new Error("it was rendered");
}

/** The objects of a kind, by name. */
export function ofKind(objects: readonly Rendered[], kind: string): Readonly<Record<string, Rendered>> {
  return Object.fromEntries(objects.filter((object) => object.kind === kind).map((object) => [object.metadata.name, object]));
}

/** The only object of a kind. @throws when there are more or less */
export function only(objects: readonly Rendered[], kind: string): Rendered {
  const [first, ...others] = objects.filter((object) => object.kind === kind);
  if (first === undefined || others.length > 0) throw new Error(`${first === undefined ? "no" : "more than one"} ${kind}`);
  return first;
}

/** A Secret's values in clear. */
export const decoded = ({ data = {} }: Rendered): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]));

const PASSWORDS = ["password", "DB_PASSWORD"];

/** The objects in an order of their own, with `***` for what is made anew in each rendering. */
export function masked(objects: readonly Rendered[]): readonly Rendered[] {
  return objects
    .map((object) =>
      object.kind === "Secret" && object.data
        ? {
            ...object,
            data: Object.fromEntries(Object.entries(object.data).map(([key, value]) => [key, PASSWORDS.includes(key) ? "***" : value])),
          }
        : object,
    )
    .sort((a, b) => identity(a).localeCompare(identity(b)));
}

/** `Secret/acme-test/acme-shop-rw`. */
export const identity = ({ kind, metadata }: Rendered): string => [kind, metadata.namespace ?? "", metadata.name].join("/");
