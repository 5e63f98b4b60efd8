import { isAlias, isMap, isScalar, type Document, type Node } from "yaml";
import type { Place } from "./yaml-places";

/** A YAML feature that the catalog does not allow. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  /** Whether the document as a whole cannot be trusted, so that no further problem can be reported. */
  readonly fatal: boolean;
}

const fatal = (place: Place, message: string): Finding => ({ place, message, fatal: true });
const mistake = (place: Place, message: string): Finding => ({ place, message, fatal: false });

/**
 * Finds what is not plain data or would be read differently than a person expects: anchors and aliases (which can grow exponentially), tags,
 * directives, duplicate keys, keys that are not strings, numbers in unusual notations.
 */
export function notPlainData(document: Document.Parsed, places: readonly Place[]): readonly Finding[] {
  const [root] = places;
  const directives = document.directives;
  const hasDirectives = directives.yaml.explicit === true || Object.keys(directives.tags).length > 1;
  return [
    ...(root && hasDirectives
      ? [fatal({ ...root, offset: 0 }, "a % line before the entry changes how it is read; the catalog has none: remove it")]
      : []),
    ...firstAliases(places.flatMap(reference)),
    ...places.flatMap((place) => [...key(place), ...number(place)]),
    ...duplicates(places),
  ];
}

function reference(place: Place): readonly Finding[] {
  return [place.key, place.value].flatMap((node): readonly Finding[] => {
    if (node === null) return [];
    if (isAlias(node)) return [fatal(place, `*${node.source} is an alias; the catalog has none: write the value out`)];
    return [
      ...(hasAnchor(node) ? [mistake(place, `&${node.anchor} is an anchor; the catalog has none: remove it`)] : []),
      ...(node.tag ? [fatal(place, `${shortTag(node.tag)} is a tag; the catalog has plain values: remove it`)] : []),
    ];
  });
}

/** Reports each alias once; an exponential document has thousands. */
const firstAliases = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.toReversed().map((finding) => [finding.message, finding])).values(),
];

const hasAnchor = (node: Node): node is Node & { anchor: string } => "anchor" in node && typeof node.anchor === "string";

const shortTag = (tag: string): string => tag.replace(/^tag:yaml\.org,2002:/, "!!");

/** `1e3:` and `true:` are not strings, and `{{ name }}:` is a map. */
function key(place: Place): readonly Finding[] {
  const { key } = place;
  if (key === null || isAlias(key)) return [];
  if (!isScalar(key))
    return [
      fatal(
        { ...place, path: place.path.slice(0, -1) },
        "a list or a map stands where a key is due; write the key as a text, with braces in quotes",
      ),
    ];
  if (typeof key.value === "string")
    return key.value === "__proto__" ? [fatal(place, "no key of the catalog has this name; take another one")] : [];
  const source = key.source ?? "";
  if (source === "") return [fatal(place, "a key is missing before the colon; write one")];
  return [fatal(place, `the key ${source} is read as ${read(key.value)}; put it in quotes: "${source}"`)];
}

/** `1e3`, `0o17`, `1.30` and numbers beyond 2^53: their value differs from what is written. */
function number(place: Place): readonly Finding[] {
  const { value } = place;
  if (!isScalar(value) || typeof value.value !== "number" || value.source === undefined) return [];
  const { source } = value;
  const plain = String(value.value);
  if (plain === source || value.tag) return [];
  const unsafe = !Number.isFinite(value.value) || Math.abs(value.value) > Number.MAX_SAFE_INTEGER;
  const asNumber = unsafe ? "write another number, or " : `write ${plain}, or `;
  return [mistake(place, `${source} is read as the number ${plain}; ${asNumber}"${source}" in quotes where a text is due`)];
}

const read = (value: unknown): string => (value === null ? "nothing" : `the ${typeof value} ${JSON.stringify(value)}`);

function duplicates(places: readonly Place[]): readonly Finding[] {
  return places.flatMap(({ value, path, offset }) => {
    if (!isMap<Node, Node | null>(value)) return [];
    const first = new Set<string>();
    return value.items.flatMap(({ key, value: inner }) => {
      if (!isScalar(key)) return [];
      const name = String(key.value);
      const twice = first.has(name);
      first.add(name);
      const place = { path: [...path, name], offset: key.range?.[0] ?? offset, key, value: inner };
      return twice ? [fatal(place, "this key stands twice; keep one of them")] : [];
    });
  });
}
