import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An installed `@cdktf/provider-*` package: where it is, which version, which provider it pins. */
export interface Binding {
  readonly directory: string;
  readonly version: string;
  readonly providerVersion: string;
}

export function findBinding(provider: string): Binding {
  const manifest = require.resolve(`@cdktf/provider-${provider}/package.json`);
  const { version, cdktf } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string; cdktf: { provider: { version: string } } };
  return { directory: dirname(manifest), version, providerVersion: cdktf.provider.version };
}

/**
 * The TypeScript from which each resource, data source and the provider class of a binding were compiled.
 * It is embedded in the inline source map of every compiled file; unlike the published `.d.ts` it says of each attribute whether it is computed, optional or required.
 */
export function bindingSources({ directory }: Binding): string[] {
  const lib = join(directory, "lib");
  return readdirSync(lib, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => classSource(join(lib, entry.name)));
}

/** Large resources keep their nested classes in files of their own, beside the index. */
function classSource(directory: string): string {
  const structs = join(directory, "index-structs");
  const parts = existsSync(structs) ? readdirSync(structs).filter((file) => /^structs\d+\.js$/.test(file)) : [];
  return [...parts.map((file) => join(structs, file)), join(directory, "index.js")].map(embeddedSource).join("\n");
}

function embeddedSource(file: string): string {
  const map = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/.exec(readFileSync(file, "utf8"))?.[1];
  const { sourcesContent } = JSON.parse(Buffer.from(map ?? "e30=", "base64").toString("utf8")) as { sourcesContent?: string[] };
  const source = sourcesContent?.[0];
  if (source === undefined)
    throw new Error(`${file} carries no source map with its source: the schema cannot be derived from this version of the binding`);
  return source;
}
