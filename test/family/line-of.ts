/** The line, from 1, on which the last of these texts begins, each looked for after the one before; so that an invented catalog can grow. @throws when one is not there */
export function lineOf(content: string, ...texts: readonly string[]): number {
  let at = 0;
  for (const text of texts) {
    at = content.indexOf(text, at);
    if (at < 0) throw new Error(`the file does not hold ${JSON.stringify(text)}`);
  }
  return content.slice(0, at).split("\n").length;
}
