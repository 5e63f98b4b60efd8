import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFolder } from "./run-folder";

/** Made once for each set of packages; whoever comes second waits. A run that was killed leaves no environment that passes for whole. */
const MAKE = `set -euo pipefail
[[ ! -e $1/whole ]] || exit 0
rm -rf "$1"
python3 -m venv "$1"
"$1/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: --requirement "$2"
"$1/bin/pip" check >&2
touch "$1/whole"
`;

/** A copy costs no download and shares the files; what is installed into it reaches no other. */
const COPY = `set -euo pipefail
cp -al "$1" "$2"
sed -i "1s|$1|$2|" "$2"/bin/*
`;

/**
 * A virtual environment of one's own with exactly the packages of a requirements file.
 * @returns its folder, with `bin/python`
 */
export function virtualEnvironment(requirements: string): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const shared = join(runFolder(), `python-packages-${hash}`);
  execFileSync("flock", [`${shared}.lock`, "bash", "-c", MAKE, "make", shared, requirements], { stdio: ["ignore", "inherit", "inherit"] });
  const own = join(mkdtempSync(join(tmpdir(), "python-")), "environment");
  execFileSync("bash", ["-c", COPY, "copy", shared, own]);
  return own;
}
