import { activeRepositories } from "./active";
import type { Family, Repository } from "./family";

/** Every repository on GitHub whose files follow a scaffold. The repository of the catalog emits its own. */
export const fleetMembers = (family: Family): readonly Repository[] => activeRepositories(family).filter(({ kind }) => !kind.holdsCatalog);
