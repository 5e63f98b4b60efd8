/** A message of Terraform, and the resources that it is about. */
interface Told {
  readonly text: string;
  readonly addresses: string[];
}

/** Terraform says the same for each resource that it hits, up to dozens of times. Each message once, with the addresses of all that it is about. */
export function onceEach(output: string): string {
  const told = new Map<string, Told>();
  for (const text of output.replace(/^[│╷╵] ?/gm, "").split(/^(?=(?:Error|Warning): )/m)) {
    const address = /^\s*with ([\w.[\]"-]+),$/m.exec(text)?.[1];
    const known = told.get(kindOf(text));
    if (!known) told.set(kindOf(text), { text: text.trim(), addresses: [] });
    else if (address !== undefined) known.addresses.push(address);
  }
  return [...told.values()]
    .filter(({ text }) => text !== "")
    .map(({ text, addresses }) => (addresses.length === 0 ? text : `${text}\n\n  and the same with ${addresses.join(", ")}`))
    .join("\n\n");
}

/** A message without the place and the names in it. */
const kindOf = (text: string): string =>
  text
    .replace(/^\s*with [\s\S]*$/m, "")
    .replace(/https?:\/\/\S+|"[^"]*"|\b[\w-]*[\d_-][\w-]*\b/g, "…")
    .replace(/\s+/g, " ");
