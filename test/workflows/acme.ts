import type { LibraryProps } from "../../workflows/library";

/** An invented family, as the workflows see it. */
export const acme: LibraryProps = {
  registry: "registry.acme.test",
  pythonIndex: "https://packages.acme.test/simple",
};
