import { isMap, isScalar, isSeq, type Node } from "yaml";
import type { Path } from "../position";

/** A node of a YAML document: the key that introduces a value, or an item of a list. */
export interface Place {
  readonly path: Path;
  /** Where the key or the item begins. */
  readonly offset: number;
  readonly key: Node | null;
  /** Null where the key has no value. */
  readonly value: Node | null;
}

/** Every node of a document from top to bottom, the root first. */
export function yamlPlaces(root: Node | null): readonly Place[] {
  const places: Place[] = [];
  const visit = (place: Place): void => {
    places.push(place);
    const { value, path } = place;
    if (isMap<Node, Node | null>(value)) {
      for (const { key, value: inner } of value.items) {
        visit({ path: [...path, keyText(key)], offset: offsetOf(key) ?? offsetOf(inner) ?? place.offset, key, value: inner });
      }
    } else if (isSeq<Node>(value)) {
      value.items.forEach((item, index) => {
        visit({ path: [...path, index], offset: offsetOf(item) ?? place.offset, key: null, value: item });
      });
    }
  };
  visit({ path: [], offset: offsetOf(root) ?? 0, key: null, value: root });
  return places;
}

const offsetOf = (node: Node | null): number | undefined => node?.range?.[0];

/** A key as written. Keys that are not strings are refused elsewhere. */
const keyText = (key: Node): string => (isScalar(key) ? (typeof key.value === "string" ? key.value : (key.source ?? "")) : "");
