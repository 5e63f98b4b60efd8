import { MultiBar, Presets, type SingleBar } from "cli-progress";
import { counted } from "../../model/counted";

/** Seconds between two lines about a stack where nobody looks at a terminal. */
const SECONDS_BETWEEN_LINES = 60;

/**
 * Says how far Terraform is with each of several stacks that are planned side by side: on a terminal a bar for each, elsewhere a line each minute, so that a log of a short run holds
 * none.
 */
export class Progress {
  private readonly bars: MultiBar | null;
  private readonly running: PlanProgress[] = [];

  /** @param stream not stdout, so that what a program reads stays whole */
  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {
    const format = "{stack}  {bar}  {value} of {total} resources read  {duration_formatted}";
    this.bars = stream.isTTY ? new MultiBar({ stream, format, clearOnComplete: true, hideCursor: true }, Presets.rect) : null;
  }

  /** Follows the plan of one stack, whose configuration has so many resources. End it, also after a failure. */
  plan(stack: string, resources: number): PlanProgress {
    const bar = this.bars?.create(resources, 0, { stack: stack.padEnd(12) }) ?? null;
    const progress = new PlanProgress(stack, resources, bar, this.stream);
    this.running.push(progress);
    return progress;
  }

  /** Takes the bars off the terminal. */
  stop(): void {
    for (const each of this.running) each.end();
    this.bars?.stop();
  }
}

export class PlanProgress {
  private count = 0;
  private rest = "";
  private readonly start = performance.now();
  private readonly timer: NodeJS.Timeout | null;

  constructor(
    private readonly stack: string,
    private readonly resources: number,
    private readonly bar: SingleBar | null,
    private readonly stream: NodeJS.WriteStream,
  ) {
    this.timer =
      bar === null
        ? setInterval(() => {
            this.say();
          }, SECONDS_BETWEEN_LINES * 1000)
        : null;
  }

  /** Takes the next part of what Terraform prints. */
  readonly read = (text: string): void => {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    // A data source or a resource: https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/views/hook_ui.go
    this.count += lines.filter((line) => /: (?:Refreshing state\.\.\.|Read complete after )/.test(line)).length;
    this.bar?.update(Math.min(this.count, this.resources));
  };

  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.bar?.stop();
  }

  private say(): void {
    const seconds = Math.round((performance.now() - this.start) / 1000);
    this.stream.write(`${this.stack}: ${this.count} of ${counted(this.resources, "resource")} read, ${seconds} s\n`);
  }
}
