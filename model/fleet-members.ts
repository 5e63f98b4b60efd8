import type { Family, Repository } from "./family";

/** Every repository on GitHub whose files follow a scaffold. The repository of the catalog emits its own. */
export const fleetMembers = ({ repositories }: Family): readonly Repository[] =>
  Object.values(repositories).filter(({ managed, state, kind }) => managed && state === "active" && !kind.holdsCatalog);
