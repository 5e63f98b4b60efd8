import { dirname, join } from "node:path";
import type { Written } from "../family";
import type { Located, Path } from "../position";
import type { Source, Sources } from "../read/sources";
import { mapValues } from "../record";

/** All files as one map. A place in a file that is gone, or was never there, is its first line. */
export function writtenCatalog({ family, environments, teams, repositories, products, secrets }: Sources): Written {
  const files: Readonly<Record<string, Source<unknown>>> = { family, environments, teams, repositories };
  const folders: Readonly<Record<string, Readonly<Record<string, Source<unknown>>>>> = { products, secrets };
  const directory = dirname(family.at().file);
  return {
    values: {
      ...mapValues(files, ({ written }) => written),
      ...mapValues(folders, (folder) => mapValues(folder, ({ written }) => written)),
    },
    at: (...path: Path): Located => {
      const [group = "", name = "", ...rest] = path.map(String);
      const folder = folders[group];
      if (folder === undefined) return files[group]?.at(...path.slice(1)) ?? family.at();
      return folder[name]?.at(...rest) ?? { file: join(directory, group, `${name}.yaml`), line: 1, column: 1, path: [] };
    },
  };
}
