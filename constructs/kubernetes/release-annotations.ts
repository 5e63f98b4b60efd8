/** The release of one repository in its product's namespace. */
export interface Release {
  /** Of the repository, the release, its service account; objects begin with it. */
  readonly name: string;
  /** The GitHub identity that makes it, `github:<organization>/<repository>:<environment>`. */
  readonly deployer: string;
  readonly chart: "service" | "web";
  readonly host: string;
}

/**
 * Who may release what in a product's namespace, for the admission rule `product-releases` of the chart `baseline`; only the platform may annotate
 * a namespace.
 */
export const releaseAnnotations = (releases: readonly Release[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    releases.flatMap(({ name, deployer, chart, host }) => [
      [`deployer/${name}`, deployer],
      [`chart/${name}`, chart],
      [`host/${name}`, host],
    ]),
  );
