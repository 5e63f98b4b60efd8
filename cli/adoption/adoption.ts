import { GITHUB_STACK } from "../../contract/stacks";
import type { Family } from "../../model/family";
import { compareText } from "../../model/problem";
import type { Resource } from "../terraform/synthesized";
import { deviationsOf, type Deviation } from "./deviations";
import { findExisting } from "./find-existing";
import type { FoundOrganization } from "./found";
import { strangersOf, type Stranger } from "./strangers";
import { wantedOf } from "./wanted";

/** An organization held against the catalog. */
export interface Adoption {
  readonly organization: string;
  /** Ids by which Terraform takes over what exists, by address. */
  readonly imports: Readonly<Record<string, string>>;
  /** Addresses of what the first apply makes. */
  readonly created: readonly string[];
  /** What the first apply changes, dangers first. */
  readonly deviations: readonly Deviation[];
  readonly strangers: readonly Stranger[];
  /** Values that GitHub does not show to this token. */
  readonly hidden: readonly string[];
}

/** Holds what was found against what the stack `github` asks for. */
export function adoptionOf(family: Family, resources: readonly Resource[], found: FoundOrganization): Adoption {
  const wanted = wantedOf(
    resources.filter(({ stack }) => stack === GITHUB_STACK),
    (each) => findExisting(each, found)?.id ?? null,
  );
  const held = wanted.map((each) => ({ wanted: each, existing: findExisting(each, found) }));
  const there = held.flatMap(({ wanted: each, existing }) => (existing === null ? [] : [{ wanted: each, existing }]));
  const compared = there.map(({ wanted: each, existing }) => deviationsOf(each, existing, found));
  return {
    organization: found.login,
    imports: Object.fromEntries(
      there
        .flatMap(({ wanted: { address }, existing: { importId } }): readonly (readonly [string, string])[] =>
          importId === null ? [] : [[address, importId]],
        )
        .sort(([one], [other]) => compareText(one, other)),
    ),
    created: held.filter(({ existing }) => existing === null).map(({ wanted: { address } }) => address),
    deviations: byDanger(compared.flatMap(({ deviations }) => deviations)),
    strangers: strangersOf(family, found),
    hidden: compared.flatMap(({ hidden }) => hidden),
  };
}

const ORDER = ["access", "protection", "work", undefined];

const byDanger = (deviations: readonly Deviation[]): readonly Deviation[] =>
  [...deviations].sort((one, other) => ORDER.indexOf(one.danger?.kind) - ORDER.indexOf(other.danger?.kind));
