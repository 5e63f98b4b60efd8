import { Composer, CST, type Document, Lexer, type LineCounter, Parser } from "yaml";

/** A comment of a file: where it begins and what it says. */
export interface Comment {
  readonly offset: number;
  readonly text: string;
}

export interface ComposedYaml {
  readonly documents: readonly Document.Parsed[];
  readonly comments: readonly Comment[];
  /** Offset at which the nesting became too deep; nothing is composed then. */
  readonly tooDeepAt: number | null;
}

/** Levels of nesting in a file. The catalog has six; thousands would exhaust the stack, which ends the process where no `catch` can help. */
export const MAX_DEPTH = 40;
/** A level is a collection and the value in it. */
const TOKENS_PER_LEVEL = 2;

/** Composes YAML 1.2 documents (core schema). It does not look for duplicate keys, because the library does so in quadratic time. */
export function composeYaml(text: string, lines: LineCounter): ComposedYaml {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const comments: Comment[] = [];
  const tokens: CST.Token[] = [];
  let previous = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (parser.stack.length > MAX_DEPTH * TOKENS_PER_LEVEL) return { documents: [], comments: [], tooDeepAt: parser.offset };
    if (lexeme.startsWith("#") && previous !== CST.SCALAR) comments.push({ offset: parser.offset, text: lexeme });
    for (const token of parser.next(lexeme)) tokens.push(token);
    previous = lexeme;
  }
  tokens.push(...parser.end());
  const composer = new Composer({ version: "1.2", strict: true, uniqueKeys: false, merge: false });
  return { documents: [...composer.compose(tokens)], comments, tooDeepAt: null };
}
