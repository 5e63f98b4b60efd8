import { KINDS } from "../../contract/kinds";
import { RELEASE_APP_KEY } from "../../contract/secrets";
import type { Workflow } from "../engine/model";
import { call, type Library } from "./library";
import { NOT_A_TAG, ON_MAIN, pipeline, rollback } from "./pipeline";

export interface WebUiProps {
  readonly library: Library;
  /** Name of the repository, of the image and of the Helm release. */
  readonly service: string;
}

const CHART = KINDS["web-ui"].deploys;

/** A user interface: the image holds exactly the site that was tested. */
export const webUiCallers = ({ library, service }: WebUiProps): readonly Workflow[] => [
  pipeline({
    build: call(library, "build-node", { if: NOT_A_TAG }),
    // Skipped for a tag, because the job that builds the site is: a tag builds nothing.
    image: call(library, "docker-scan", {
      needs: ["build"],
      with: { push: true, site: "${{ needs.build.outputs.artifact }}" },
    }),
    deploy: call(library, "deploy", {
      needs: ["build", "image"],
      if: "!cancelled() && !failure() && github.event_name == 'push'",
      with: { service, chart: CHART },
    }),
    // The tag of a version looks its image up, so the image is there first.
    release: call(library, "release-node", {
      needs: ["build", "image"],
      if: ON_MAIN,
      secrets: { [RELEASE_APP_KEY]: `\${{ secrets.${RELEASE_APP_KEY} }}` },
    }),
  }),
  rollback(library, { service, chart: CHART }),
];
