import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bindingSources, findBinding } from "./binding-source";
import type { NestedStyle } from "./derive-schema";
import { deriveSchema } from "./derive-schema";
import { correctSchema } from "./correct-schema";
import type { ProviderSchema } from "./schema";
import type { ObjectValue } from "./values";
import { textAt } from "./values";

export type ProviderName = "github" | "helm" | "kubernetes";

interface Kind {
  /** Where the configuration says that the provider comes from: an address below the registry of whoever reads it. */
  readonly source: string;
  readonly style: NestedStyle;
  /** Where a provider with this configuration finds its objects: two clusters, or two organizations, do not see each other. */
  readonly place: (configuration: ObjectValue) => string;
}

const cluster = (configuration: ObjectValue, prefix: string): string =>
  `cluster ${textAt(configuration, `${prefix}host`) || textAt(configuration, `${prefix}config_context`) || "default"}`;

const KINDS: Readonly<Record<ProviderName, Kind>> = {
  github: {
    source: "integrations/github",
    style: "blocks",
    place: (configuration) => `github.com/${textAt(configuration, "owner") || textAt(configuration, "organization") || "default"}`,
  },
  helm: {
    source: "hashicorp/helm",
    style: "attributes",
    place: (configuration) => cluster(configuration, "kubernetes."),
  },
  kubernetes: {
    source: "hashicorp/kubernetes",
    style: "blocks",
    place: (configuration) => cluster(configuration, ""),
  },
};

export const PROVIDER_NAMES = Object.keys(KINDS) as ProviderName[];

/** A stand-in provider: what it is called and what its schema is. */
export interface Provider extends Kind {
  readonly name: ProviderName;
  readonly schema: ProviderSchema;
}

/** Loads a provider's schema, derived from the installed binding once and then kept in `cacheDirectory`. */
export function loadProvider(name: ProviderName, cacheDirectory: string): Provider {
  const kind = KINDS[name];
  const binding = findBinding(name);
  // Part of the cache key, so that a change of the derivation invalidates cached schemas.
  const method = createHash("sha256")
    .update(readFileSync(require.resolve("./derive-schema")))
    .digest("hex")
    .slice(0, 8);
  const cache = join(cacheDirectory, `${name}-${binding.version}-${method}.json`);
  const cached = readCache(cache);
  const derived = cached ?? deriveSchema(bindingSources(binding), kind.style);
  if (cached === undefined) writeCache(cache, derived);
  return { ...kind, name, schema: correctSchema(name, derived) };
}

function readCache(file: string): ProviderSchema | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProviderSchema;
  } catch (error) {
    // Only a cache: an unreadable file is derived again.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function writeCache(file: string, schema: ProviderSchema): void {
  mkdirSync(join(file, ".."), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, JSON.stringify(schema));
  renameSync(temporary, file);
}
