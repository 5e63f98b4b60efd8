export interface Ownership {
  readonly family: string;
  readonly environment: string;
  /** Code of the product; `platform` for what belongs to no product. */
  readonly product: string;
  /** The team that answers for it. */
  readonly owner: string;
}

/** Labels that name the product and the team of an object. */
export const ownershipLabels = ({ family, environment, product, owner }: Ownership): Record<string, string> => ({
  "app.kubernetes.io/part-of": family,
  "app.kubernetes.io/managed-by": "terraform",
  environment,
  product,
  owner,
});
