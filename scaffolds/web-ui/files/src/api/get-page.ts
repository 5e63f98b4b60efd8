import * as v from "valibot";
import { get, type GetOptions } from "./get.ts";

/** A part of a list, and how to ask for the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface PageOptions {
  /** `nextCursor` of the page before; undefined for the first page. */
  readonly cursor?: string | undefined;
  /** The most that the page holds, 1 to 200. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** One page of a list. Throws as {@link get} does. */
export async function getPage<const Item extends v.GenericSchema>(
  path: string,
  item: Item,
  { cursor, limit, signal }: PageOptions,
): Promise<Page<v.InferOutput<Item>>> {
  const options: GetOptions = { query: { limit, cursor }, signal };
  const { data, page } = await get(
    path,
    v.object({ data: v.array(item), page: v.object({ next_cursor: v.nullable(v.string()) }) }),
    options,
  );
  return { items: data, nextCursor: page.next_cursor };
}
