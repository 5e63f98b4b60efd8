export interface Matcher {
  readonly matches: (path: string) => boolean;
  /** Patterns that have matched nothing yet. */
  readonly unused: () => readonly string[];
}

/** Paths by pattern: `*` is anything within one folder, `**` any number of folders, as in .gitignore files. */
export function matcher(patterns: readonly string[]): Matcher {
  const expressions = patterns.map((pattern) => ({ pattern, expression: expression(pattern), used: false }));
  return {
    matches: (path) => {
      const matching = expressions.filter((each) => each.expression.test(path));
      for (const each of matching) each.used = true;
      return matching.length > 0;
    },
    unused: () => expressions.filter(({ used }) => !used).map(({ pattern }) => pattern),
  };
}

const expression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/\*\*\/|\*\*|\*|[.+?^${}()|[\]\\]/g, (token) => TOKENS[token] ?? `\\${token}`)}$`);

const TOKENS: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*" };
