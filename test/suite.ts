import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "jest";

const ROOT = join(__dirname, "..");

/** What a heavier suite cannot run without. */
export interface Need {
  readonly name: string;
  readonly isThere: () => boolean;
  /** The script of this repository that installs it. @default nothing can */
  readonly installer?: ".ci/tools" | ".ci/packages";
}

/** Containers, network namespaces and mounts. */
export const ROOT_ON_LINUX: Need = { name: "root on Linux", isThere: () => process.platform === "linux" && process.getuid?.() === 0 };

/** A file or folder below .tools. */
export const installed = (name: string, path: string): Need => ({
  name,
  isThere: () => existsSync(join(ROOT, ".tools", path)),
  installer: ".ci/tools",
});

/** Programs below .tools/bin. */
export const tools = (...names: readonly string[]): readonly Need[] => names.map((name) => installed(name, join("bin", name)));

/** Virtual environments below .tools/python. */
export const pythons = (...names: readonly string[]): readonly Need[] =>
  names.map((name) => installed(`Python of ${name}`, join("python", name, "bin/python")));

/** A program of the system, at one of these paths. */
export const program = (name: string, ...paths: readonly string[]): Need => ({
  name,
  isThere: () => paths.some((path) => existsSync(path)),
  installer: ".ci/packages",
});

/** A Kubernetes control plane that knows the kinds of the operators. */
export const CONTROL_PLANE: readonly Need[] = [
  ...tools("kube-apiserver", "kube-controller-manager", "etcd", "kubectl"),
  installed("CustomResourceDefinitions", "crds"),
];

const DEBIAN_POSTGRES = "/usr/lib/postgresql";

export const POSTGRES: Need = {
  name: "Postgres",
  isThere: () => {
    const { SIGMA_POSTGRES_BIN: named } = process.env;
    const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
    const folders = named === undefined ? versions.map((version) => join(DEBIAN_POSTGRES, version, "bin")) : [named];
    return folders.some((folder) => existsSync(join(folder, "initdb")));
  },
  installer: ".ci/packages",
};

export const CHROMIUM = program("Chromium", "/usr/bin/chromium", "/usr/bin/google-chrome");

/** What is not there, and the commands that install it; null when everything is. */
export function missing(needs: readonly Need[]): string | null {
  const absent = needs.filter(({ isThere }) => !isThere());
  if (absent.length === 0) return null;
  const installers = [...new Set(absent.flatMap(({ installer }) => installer ?? []))];
  const advice = installers.length === 0 ? "" : `; install with: ${installers.join(" && ")}`;
  return `${absent.map(({ name }) => name).join(", ")} missing${advice}`;
}

/** A jest configuration that runs nothing, and is content with it. */
const NOTHING: Config = { testPathIgnorePatterns: ["/"], passWithNoTests: true };

/**
 * The jest configuration of a suite that needs more than Node, git and Terraform. On a machine without what it needs, one line says so and no test runs.
 * Where `CI` is set, that line is a failure: continuous integration has installed everything, so something is wrong.
 */
export function suite(name: string, needs: readonly Need[], config: Config): Config {
  const reason = missing(needs);
  if (reason === null) return config;
  if (process.env.CI) {
    process.stderr.write(`test:${name} cannot run: ${reason}\n`);
    process.exit(1);
  }
  process.stderr.write(`test:${name} is skipped: ${reason}\n`);
  return { testEnvironment: "node", ...NOTHING };
}
