import { join } from "node:path";
import { build } from "esbuild";
import { PROJECT_FOLDER } from "../contract/project-folder";

/** The site's program and style as two texts without imports. */
export interface Site {
  readonly script: string;
  readonly style: string;
}

/** Bundles `page/site` with every library that it uses; nothing is fetched when the page is looked at. */
export async function bundleSite(): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: [join(PROJECT_FOLDER, "page/site/main.tsx")],
    absWorkingDir: PROJECT_FOLDER,
    tsconfig: join(PROJECT_FOLDER, "page/site/tsconfig.json"),
    outdir: "site",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome123", "firefox121", "safari17.5"],
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    logLevel: "silent",
  });
  const text = (ending: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new Error(`the site's bundle has no ${ending}`);
    return file.text;
  };
  return { script: text(".js"), style: text(".css") };
}
