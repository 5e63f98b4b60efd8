import type { Workflow } from "../engine/model";
import { call, type Library } from "./library";
import { A_TAG, NOT_A_TAG, pipeline } from "./pipeline";

export interface PythonLibraryProps {
  readonly library: Library;
  /** Import name of the package. */
  readonly package: string;
  /** Python versions that its users may have, as a JSON list. */
  readonly pythonVersions: string;
  /** Folder of its migrations; empty for none. */
  readonly migrations: string;
  /** Folder of its contract tests; empty for none. */
  readonly contractTests: string;
}

/** A library: every gate on every Python its users may have, published by tag. */
export const pythonLibraryCallers = (props: PythonLibraryProps): readonly Workflow[] => [
  pipeline({
    build: call(props.library, "build-python", {
      if: NOT_A_TAG,
      with: {
        package: props.package,
        "python-versions": props.pythonVersions,
        ...(props.migrations === "" ? {} : { migrations: props.migrations }),
        ...(props.contractTests === "" ? {} : { "contract-tests": props.contractTests }),
      },
      secrets: { INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}" },
    }),
    publish: call(props.library, "publish-python", {
      if: A_TAG,
      with: { package: props.package },
      secrets: { INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}", PUBLISH_TOKEN: "${{ secrets.PUBLISH_TOKEN }}" },
    }),
  }),
];
