/** Patterns of inputs: POSIX extended regular expressions for the whole value. They start narrow and widen when a caller needs it. */
export const patterns = {
  boolean: "true|false",
  /** A path inside the checkout: no leading slash, no `..`, no option. */
  relativePath: "\\.|[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*(/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)*",
  percent: "100|[1-9]?[0-9]",
  commit: "[0-9a-f]{40}",
  kebab: "[a-z0-9]+(-[a-z0-9]+)*",
  /** Labels of GitHub-hosted runners and of the organization's own. */
  runner: "[a-z0-9]+([.-][a-z0-9]+)*",
  semanticTag: "v(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?",
} as const;
