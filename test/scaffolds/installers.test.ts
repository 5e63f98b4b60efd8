import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { born } from "./born";

/** The pip that the first release of each Python brought (`Lib/ensurepip` at the tag of CPython), and the newest when this was written. */
const INSTALLERS = [
  { python: "3.11", pip: "22.3", sha256: "1daab4b8d3b97d1d763caeb01a4640a2250a0ea899e257b1e44b9eded91e15ab" },
  { python: "3.12", pip: "23.2.1", sha256: "7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be" },
  { python: "3.12", pip: "26.3", sha256: "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13" },
];

/** By its own name; pyenv, where it manages several, is told which one is meant. */
const environment = (python: string): NodeJS.ProcessEnv => ({ ...process.env, PYENV_VERSION: python });
const isHere = (python: string): boolean =>
  spawnSync(`python${python}`, ["-c", "import venv, ensurepip"], { env: environment(python) }).status === 0;

/** Folder of the programs of a virtual environment with that pip. */
function programs({ python, pip, sha256 }: (typeof INSTALLERS)[number]): string {
  const temporary = mkdtempSync(join(tmpdir(), "installer-"));
  const folder = join(temporary, "environment");
  execFileSync(`python${python}`, ["-m", "venv", folder], { env: environment(python) });
  writeFileSync(join(temporary, "pip.txt"), `pip==${pip} --hash=sha256:${sha256}\n`);
  execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "--require-hashes", "--requirement", join(temporary, "pip.txt")]);
  return join(folder, "bin");
}

it("this machine has a Python that the repositories support", () => {
  expect(INSTALLERS.map(({ python }) => python).filter(isHere)).not.toEqual([]);
});

describe.each(INSTALLERS)("Python $python with pip $pip", (installer) => {
  (isHere(installer.python) ? it : it.skip)("installs in CI what a repository has locked, of which nothing is missing", () => {
    const bin = programs(installer);
    expect(execFileSync(join(bin, "pip"), ["--version"], { encoding: "utf8" })).toMatch(`pip ${installer.pip} `);
    const output = execFileSync("bash", [join(__dirname, "../../workflows/shell/install-python.sh")], {
      cwd: born("acme", "acme-shop-api"),
      env: {
        ...process.env,
        PATH: [bin, process.env["PATH"]].join(delimiter),
        REQUIREMENTS: "requirements-dev.txt",
        INDEX: "",
        INDEX_TOKEN: "",
      },
      encoding: "utf8",
    });
    expect(output).toMatch(/^Successfully installed .*\n(.*\n)*No broken requirements found\.$/m);
  });
});
