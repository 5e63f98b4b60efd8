import type { Family } from "../model/family";
import { openCheckout } from "./checkout";
import { mergeScaffold, type Merged, switchTo } from "./merge";
import { renderRepository, TOOL_VERSION, type Library } from "./render";
import { ScaffoldError } from "./scaffold-error";

export interface UpdateProps {
  readonly family: Family;
  readonly library: Library;
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
export function updateCheckout({ family, library, checkout: path, decline }: UpdateProps): Updated {
  const checkout = openCheckout(path);
  const { repository, tool } = checkout.record;
  if (isNewer(tool, TOOL_VERSION))
    throw new ScaffoldError(
      `${path}: its scaffold is of version ${tool}, this tool is ${TOOL_VERSION}; bring ${family.infraRepository} up to date first`,
    );
  const rendered = renderRepository(family, repository, library);
  const pins = { library: library.repository, released: family.workflows.released.map(({ sha }) => sha) };
  return {
    repository,
    back: switchTo(checkout.branch),
    ...mergeScaffold({ checkout, rendered, version: TOOL_VERSION, origin: family.infraRepository, pins, decline }),
  };
}

/** `1.10.0` is newer than `1.9.3`. */
function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const index = a?.findIndex((number, place) => number !== b?.[place]) ?? -1;
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}
