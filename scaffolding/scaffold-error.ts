/** Why a repository cannot be rendered or brought up to date; one line per problem. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";

  constructor(problems: string | readonly string[]) {
    super(typeof problems === "string" ? problems : problems.join("\n"));
  }
}
