/** The pins of a library in a caller workflow: `uses: organization/infra/.github/workflows/deploy.yml@<commit> # v1.4.0`. */
const pinsOf = (library: string): RegExp =>
  new RegExp(`(?<=${library.replace(/[.]/g, "\\.")}/\\.github/workflows/)([\\w-]+)\\.yml@([0-9a-f]{40})( #[^\\n]*)?`, "g");

/** `text` with the pins of another text, workflow by workflow. */
export function withPinsOf(text: string, other: string, library: string): string {
  const pins = new Map([...other.matchAll(pinsOf(library))].map((pin) => [pin[1], pin[0]]));
  return text.replace(pinsOf(library), (pin, workflow: string) => pins.get(workflow) ?? pin);
}

/** Commits that a text pins. */
export const pinnedCommits = (text: string, library: string): readonly string[] =>
  [...text.matchAll(pinsOf(library))].map((pin) => pin[2] ?? "");

/** What a text pins, as people call it: the version beside the commit, or the beginning of a commit without one. */
export const pinnedVersions = (text: string, library: string): readonly string[] =>
  [...text.matchAll(pinsOf(library))].map(([, , commit = "", version]) => version?.replace(/^ # /, "") ?? commit.slice(0, 12));
