import type { Family, Product, Repository } from "./family";

/** Products with applications in an environment. Planned ones have nothing yet; archived ones keep their database alone. */
export const activeProducts = ({ products }: Family): readonly Product[] =>
  Object.values(products).filter(({ state }) => state === "active");

/** The parts of a product that run: a repository may be planned or archived while its product is active. */
export function activeParts({ repositories }: Family, product: Product): readonly Repository[] {
  return [product.repositories.api, product.repositories.ui].flatMap((name) => {
    const repository = repositories[name];
    return repository?.state === "active" ? [repository] : [];
  });
}

/** Repositories that GitHub has and people work in. */
export const activeRepositories = ({ repositories }: Family): readonly Repository[] => Object.values(repositories).filter(isActive);

/** Whether GitHub has it and people work in it: one that lives inside another is not on GitHub. */
export const isActive = ({ managed, state }: Repository): boolean => managed && state === "active";
