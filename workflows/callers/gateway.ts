import type { Workflow } from "../engine/model";
import { call, type Library } from "./library";
import { pipeline } from "./pipeline";

export interface GatewayProps {
  readonly library: Library;
  /** Import name of the package with the tests over all routes. */
  readonly package: string;
}

/** The policy across routes: its tests. A person applies what it renders, as its README says: no workflow may write policies into every product's namespace. */
export const gatewayCallers = ({ library, package: name }: GatewayProps): readonly Workflow[] => [
  pipeline({
    build: call(library, "build-python", {
      with: { package: name },
      secrets: { INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}" },
    }),
  }),
];
