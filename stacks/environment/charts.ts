import { join } from "node:path";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { STACK_CHARTS, type StackChart } from "../../charts/stack-charts";
import { LocalChart } from "../../constructs/kubernetes/local-chart";
import type { GivenValues } from "../../constructs/kubernetes/local-chart-release";
import { formatProblem } from "../../model/problem";
import { releaseProblems, type ValueOrigin } from "./release-values";

/** A construct that releases a chart, with the values that it gives. */
interface ChartRelease extends Construct {
  readonly values: GivenValues;
}

/** The charts of this repository in one stack, each copied once however many releases it has. */
export class Charts extends Construct {
  private readonly charts: ReadonlyMap<StackChart, LocalChart>;

  constructor(
    scope: Construct,
    id: string,
    private readonly directory: string,
  ) {
    super(scope, id);
    this.charts = new Map(STACK_CHARTS.map((name) => [name, new LocalChart(this, name, { directory: join(directory, name) })]));
  }

  chart(name: StackChart): LocalChart {
    const chart = this.charts.get(name);
    if (chart === undefined) throw new Error(`no chart ${name}; charts: ${STACK_CHARTS.join(", ")}`);
    return chart;
  }

  /** Reports the values that a chart's schema refuses, at their place in the catalog; the problems of all stacks come in one report. */
  check(release: ChartRelease, name: StackChart, origin: ValueOrigin): void {
    for (const problem of releaseProblems(join(this.directory, name), name, release.values, origin)) {
      Annotations.of(release).addError(formatProblem(problem));
    }
  }
}
