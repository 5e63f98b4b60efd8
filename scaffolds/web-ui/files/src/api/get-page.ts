import * as v from "valibot";
import { get, type GetOptions } from "./get.ts";

/** A part of a list, and how to ask for the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** What is older is left out of the list; null where nothing is. */
  readonly since: string | null;
}

export interface PageOptions {
  /** `nextCursor` of the page before; undefined for the first page. */
  readonly cursor?: string | undefined;
  /** The most that the page holds, 1 to 200. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

const pageInfo = v.object({
  next_cursor: v.nullable(v.string()),
  since: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
});

/** One page of a list. Throws as {@link get} does. */
export async function getPage<const Item extends v.GenericSchema>(
  path: string,
  item: Item,
  { cursor, limit, signal }: PageOptions,
): Promise<Page<v.InferOutput<Item>>> {
  const options: GetOptions = { query: { limit, cursor }, signal };
  const { data, page } = await get(path, v.object({ data: v.array(item), page: pageInfo }), options);
  return { items: data, nextCursor: page.next_cursor, since: page.since };
}
