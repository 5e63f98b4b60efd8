/** What keeps a repository from being rendered or brought up to date; every problem in a line of its own. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";

  constructor(problems: string | readonly string[]) {
    super(typeof problems === "string" ? problems : problems.join("\n"));
  }
}
