import { basename } from "node:path";
import { chartReadme } from "./readme";
import { chartValueType } from "./value-types";
import { chartFolders } from "./values-schema";

/** What is emitted from the charts, by path from the repository's root: each one's README and the type of its values. */
export async function chartFiles(): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    chartFolders().map(async (folder) => {
      const chart = basename(folder);
      return [
        [`charts/${chart}/README.md`, chartReadme(folder)],
        [`charts/${chart}-values.ts`, await chartValueType(folder)],
      ] as const;
    }),
  );
  return new Map(files.flat());
}
