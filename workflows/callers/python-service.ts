import { KINDS } from "../../contract/kinds";
import type { Workflow } from "../engine/model";
import { call, type Library } from "./library";
import { NOT_A_TAG, pipeline, rollback } from "./pipeline";

export interface PythonServiceProps {
  readonly library: Library;
  /** Name of the repository, of the image and of the Helm release. */
  readonly service: string;
  /** Import name of the package. */
  readonly package: string;
}

const CHART = KINDS["python-service"].deploys;

/** An API: every gate, one image per commit of main, and its way through the environments. */
export const pythonServiceCallers = ({ library, service, package: name }: PythonServiceProps): readonly Workflow[] => [
  pipeline({
    build: call(library, "build-python", {
      if: NOT_A_TAG,
      with: { package: name, migrations: "migrations", "contract-tests": "tests/contract" },
      secrets: { INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}" },
    }),
    image: call(library, "docker-scan", {
      if: NOT_A_TAG,
      with: { push: true },
      secrets: { INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}" },
    }),
    deploy: call(library, "deploy", {
      needs: ["build", "image"],
      if: "!cancelled() && !failure() && github.event_name == 'push'",
      with: { service, chart: CHART },
    }),
  }),
  rollback(library, { service, chart: CHART }),
];
