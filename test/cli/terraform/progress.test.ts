import { Writable } from "node:stream";
import { Progress } from "../../../cli/terraform/progress";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A screen that keeps what was written. */
function screen(isTTY: boolean): NodeJS.WriteStream & { readonly written: readonly string[] } {
  const written: string[] = [];
  const stream = new Writable({
    write: (text: Buffer, _, done) => {
      written.push(text.toString());
      done();
    },
  });
  return Object.assign(stream, { isTTY, columns: 100, written }) as never;
}

const READ = "github_repository.shop: Refreshing state... [id=acme-shop]\n";

it("says in a log every minute how many resources a plan has read", () => {
  const log = screen(false);
  const progress = new Progress(log);
  const github = progress.plan("github", 3);
  github.read(READ);
  jest.advanceTimersByTime(60_000);
  github.read(READ + "data.x: Read complete after 1s\n");
  jest.advanceTimersByTime(60_000);
  expect(log.written).toEqual(["github: 1 of 3 resources read, 60 s\n", "github: 3 of 3 resources read, 120 s\n"]);
  progress.stop();
});

it("counts a line that arrives in pieces once, and no line of another kind", () => {
  const log = screen(false);
  const progress = new Progress(log);
  const github = progress.plan("github", 1);
  for (const piece of ["github_repository.shop: Refr", "eshing state... [id=", "acme-shop]\n", "github_repository.tide: Creating...\n"])
    github.read(piece);
  jest.advanceTimersByTime(60_000);
  expect(log.written).toEqual(["github: 1 of 1 resource read, 60 s\n"]);
  progress.stop();
});

it("writes nothing into the log of a short plan, and nothing after its end", () => {
  const log = screen(false);
  const progress = new Progress(log);
  progress.plan("github", 1).read(READ);
  jest.advanceTimersByTime(59_000);
  progress.stop();
  jest.advanceTimersByTime(60_000);
  expect(log.written).toEqual([]);
});

it("has a line for each stack on a terminal, and takes them away at the end", () => {
  const terminal = screen(true);
  const progress = new Progress(terminal);
  for (const name of ["github", "prod"]) progress.plan(name, 2).read(READ);
  jest.advanceTimersByTime(1000);
  const shown = terminal.written.join("");
  expect(shown).toMatch(/github .*1 of 2 resources read/);
  expect(shown).toMatch(/prod .*1 of 2 resources read/);
  progress.stop();
});
