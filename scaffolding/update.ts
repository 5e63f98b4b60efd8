import type { Family } from "../model/family";
import { openCheckout } from "./checkout";
import { mergeScaffold, type Merged, switchTo } from "./merge";
import { renderRepository, TOOL_VERSION, type Library } from "./render";
import type { Rendered } from "./rendered";
import type { Pins } from "./sides";
import { ScaffoldError } from "./scaffold-error";

/** The scaffolds of a family as they are now. */
export interface CurrentScaffold {
  /** Version of the tool that renders them. */
  readonly version: string;
  /** The repository that they come from. */
  readonly origin: string;
  readonly pins: Pins;
  /** Every file of a repository, with its record. @throws ScaffoldError for a repository that has none */
  readonly render: (repository: string) => Rendered;
}

export const currentScaffold = (family: Family, library: Library): CurrentScaffold => ({
  version: TOOL_VERSION,
  origin: family.infraRepository,
  pins: { library: library.repository, released: family.workflows.released.map(({ sha }) => sha) },
  render: (repository) => renderRepository(family, repository, library),
});

export interface UpdateProps {
  readonly scaffold: CurrentScaffold;
  /** Folder of the checkout. */
  readonly checkout: string;
  /** Declines the changes: records the scaffold as applied and changes no other file. */
  readonly decline: boolean;
}

export interface Updated extends Merged {
  readonly repository: string;
  /** The arguments of `git switch` that go back to where the checkout was: a branch, or `--detach <commit>`. */
  readonly back: readonly string[];
}

/**
 * Brings a checkout up to date with the scaffold of its repository; a person pushes the branch as a pull request.
 * @throws ScaffoldError when the update cannot begin, with every reason
 */
export function updateCheckout({ scaffold, checkout: path, decline }: UpdateProps): Updated {
  const checkout = openCheckout(path);
  const { version, origin, pins, render } = scaffold;
  const { repository, tool } = checkout.record;
  if (isNewer(tool, version))
    throw new ScaffoldError(`${path}: its scaffold is of version ${tool}, this tool is ${version}; bring ${origin} up to date first`);
  return {
    repository,
    back: switchTo(checkout.branch),
    ...mergeScaffold({ checkout, rendered: render(repository), version, origin, pins, decline }),
  };
}

/** `1.10.0` is newer than `1.9.3`. */
function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const index = a?.findIndex((number, place) => number !== b?.[place]) ?? -1;
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}
