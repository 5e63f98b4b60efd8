import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { virtualEnvironment } from "../virtual-environment";

export interface Image {
  /** The working directory of its processes. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Words of its command. */
  readonly command: readonly string[];
}

/**
 * What `infra/Dockerfile` makes, without a container: what it copies and nothing else, the packages of requirements.txt and nothing else, its
 * environment and command. What it runs while it is built is left out.
 */
export function image(repository: string): Image {
  const lines = readFileSync(join(repository, "infra/Dockerfile"), "utf8").split("\n");
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const folder = join(mkdtempSync(join(tmpdir(), "image-")), "app");
  mkdirSync(folder);
  for (const line of last) {
    const [, from = "", to = ""] = /^COPY (?!--)(\S+) (\S+)$/.exec(line) ?? [];
    if (from !== "") cpSync(join(repository, from), join(folder, to), { recursive: true, filter: (path) => !path.includes("__pycache__") });
  }
  const one = (instruction: string): string => last.find((line) => line.startsWith(`${instruction} `))?.slice(instruction.length + 1) ?? "";
  const packages = virtualEnvironment(join(repository, "requirements.txt"));
  const variables = Object.fromEntries([...one("ENV").matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]));
  return {
    folder,
    environment: {
      ...variables,
      PYTHONPATH: (variables["PYTHONPATH"] ?? "").replaceAll(/\/app/g, folder).replace(":/packages", ""),
      PATH: [join(packages, "bin"), dirname("/usr/bin/env")].join(delimiter),
    },
    command: JSON.parse(one("CMD")) as string[],
  };
}
