import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { shell } from "../../workflows/engine/shell";

/** A folder in which a step runs, with programs that answer instead of the real ones. */
export class Step {
  readonly directory = mkdtempSync(join(tmpdir(), "step-"));

  write(path: string, text: string): this {
    mkdirSync(join(this.directory, path, ".."), { recursive: true });
    writeFileSync(join(this.directory, path), text);
    return this;
  }

  /** @param script bash, in place of the program of this name */
  program(name: string, script: string): this {
    this.write(`bin/${name}`, `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(this.directory, "bin", name), 0o755);
    return this;
  }

  /** As GitHub runs `shell: bash`. */
  run(name: string, env: Readonly<Record<string, string>>): { code: number | null; output: string; outputs: string } {
    const file = (each: string): string => join(this.directory, each);
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", shell(name)], {
      cwd: this.directory,
      encoding: "utf8",
      env: {
        PATH: [file("bin"), process.env["PATH"]].join(delimiter),
        HOME: this.directory,
        RUNNER_TEMP: this.directory,
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        GITHUB_ENV: file("environment"),
        ...env,
      },
    });
    return { code: status, output: `${stdout}${stderr}`, outputs: existsSync(file("output")) ? readFileSync(file("output"), "utf8") : "" };
  }
}
