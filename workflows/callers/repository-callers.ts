import type { Workflow } from "../engine/model";
import { gatewayCallers } from "./gateway";
import type { Library } from "./library";
import { packsCallers } from "./packs";
import { pythonLibraryCallers } from "./python-library";
import { pythonServiceCallers } from "./python-service";
import { webUiCallers } from "./web-ui";

/** What the caller workflows of a repository depend on; each kind uses its part. */
export interface RepositoryFacts {
  readonly library: Library;
  /** Name of the repository, of its image and of its Helm release. */
  readonly name: string;
  /** Import name of its Python package; empty for none. */
  readonly package: string;
  /** Python versions that a library is tested on, as a JSON list. */
  readonly pythonVersions: string;
  /** Folder of a library's migrations; empty for none. */
  readonly migrations: string;
  /** Folder of a library's contract tests; empty for none. */
  readonly contractTests: string;
}

const builders: Readonly<Record<string, (facts: RepositoryFacts) => readonly Workflow[]>> = {
  "python-service": ({ library, name, package: imported }) => pythonServiceCallers({ library, service: name, package: imported }),
  "web-ui": ({ library, name }) => webUiCallers({ library, service: name }),
  "python-library": pythonLibraryCallers,
  packs: packsCallers,
  gateway: gatewayCallers,
};

/** The workflows that a repository of a kind is born with. The kind `infra` has none: its own are emitted where it is. */
export function repositoryCallers(kind: string, facts: RepositoryFacts): readonly Workflow[] {
  const build = builders[kind];
  if (!build) throw new Error(`no caller workflows for the kind "${kind}"; kinds: ${Object.keys(builders).join(", ")}`);
  return build(facts);
}
