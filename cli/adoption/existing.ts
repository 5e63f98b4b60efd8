import type { FoundOrganization } from "./found";
import type { Wanted } from "./wanted";

/** What GitHub has in the place of a resource. */
export interface Existing {
  /** Id in the state. */
  readonly id: string;
  /** Id that Terraform's import takes; null where the provider cannot import, or the stack imports it anyway. */
  readonly importId: string | null;
  /** By the provider's names; undefined is a value that GitHub does not show. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Finds what exists in the place of a resource; null where the first apply makes it. */
export type Find = (wanted: Wanted["values"], found: FoundOrganization) => Existing | null;
