import type { KindName } from "../../contract/kinds";
import type { Workflow } from "../engine/model";
import { gatewayCallers } from "./gateway";
import { infraCallers } from "./infra";
import type { Library } from "./library";
import { packsCallers, withPacks } from "./packs";
import { pythonLibraryCallers } from "./python-library";
import { pythonServiceCallers } from "./python-service";
import { webUiCallers } from "./web-ui";

/** What the caller workflows of a repository depend on; each kind uses its part. */
export interface RepositoryFacts {
  readonly library: Library;
  /** Whether `library` is a released commit: clusters admit the jobs of no other. */
  readonly released: boolean;
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

/** The caller workflows of a kind. */
interface KindCallers {
  /** Those that a repository of the kind is born with. */
  readonly own: (facts: RepositoryFacts) => readonly Workflow[];
  /** What the workflows of another repository become where one of the kind lives inside it, in `folder`; null where they stay as they are. */
  readonly inHolder: ((workflows: readonly Workflow[], library: Library, folder: string) => readonly Workflow[]) | null;
}

/** The descriptor of each kind (`contract/kinds.ts`), as far as workflows are concerned. */
const CALLERS: Readonly<Record<KindName, KindCallers>> = {
  "python-service": {
    own: ({ library, name, package: imported }) => pythonServiceCallers({ library, service: name, package: imported }),
    inHolder: null,
  },
  "web-ui": { own: ({ library, name }) => webUiCallers({ library, service: name }), inHolder: null },
  "python-library": { own: pythonLibraryCallers, inHolder: null },
  packs: { own: packsCallers, inHolder: withPacks },
  gateway: { own: gatewayCallers, inHolder: null },
  // The platform's own have nothing to call before the first release.
  infra: { own: ({ library, released }) => (released ? infraCallers({ library }) : []), inHolder: null },
};

/** The workflows that a repository of a kind is born with, and those that the kinds of what lives inside it make of them. */
export function repositoryCallers(kind: KindName, facts: RepositoryFacts, parts: readonly KindName[] = []): readonly Workflow[] {
  return parts.reduce((workflows, part) => CALLERS[part].inHolder?.(workflows, facts.library, part) ?? workflows, CALLERS[kind].own(facts));
}
