export interface RenderedFile {
  readonly text: string;
  readonly executable: boolean;
  /** Whether it belongs to the team after birth: an update never touches it. */
  readonly once: boolean;
}

export type Rendered = ReadonlyMap<string, RenderedFile>;
