/** What the page reads of a synthesized resource. */
export interface PageResource {
  readonly stack: string;
  readonly type: string;
  /** Ids of the constructs that hold it, from the stack down. */
  readonly path: readonly string[];
  readonly arguments: Readonly<Record<string, unknown>>;
}
