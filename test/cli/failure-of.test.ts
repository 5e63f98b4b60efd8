import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { failureOf } from "../../cli/failure-of";
import { SIGMA, STACK_TRACE, Workplace } from "./workplace";
import { itWith, PYTHON_WITH_TERMINAL } from "../with-programs";

/** What cannot be helped by a program is a sentence with a remedy; only a mistake of the program itself keeps its stack trace. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

function thrown(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const sentence = (action: () => void): string | undefined => failureOf(thrown(action))?.sentence;

it("names the file that could not be written and what to do", () => {
  work.write("afile", "");
  mkdirSync(work.path("folder"));
  expect(
    sentence(() => {
      mkdirSync(work.path("afile/x"));
    }),
  ).toBe(`${work.path("afile/x")}: part of that path is a file; name another path, or move the file (mkdir: ENOTDIR)`);
  expect(sentence(() => readFileSync(work.path("none")))).toMatch(/\/none: it does not exist; check its name and folder/);
  expect(
    sentence(() => {
      renameSync(work.path("afile"), work.path("folder"));
    }),
  ).toMatch(/\/folder: a folder has that name; .* \(rename: EISDIR\)$/);
});

it("names the file itself when it was to be written beside its place first", () => {
  expect(
    sentence(() => {
      writeFileSync("/proc/teams.yaml.2838911", "");
    }),
  ).toMatch(/^\/proc\/teams\.yaml: /);
});

it("says so when the disk is full, although the system names no file", () => {
  const full = openSync("/dev/full", "w");
  expect(sentence(() => writeSync(full, "x"))).toBe("a file: the disk is full; free some space and try again (write: ENOSPC)");
  closeSync(full);
});

it.each([
  ["EACCES", /permission denied; fix the permissions of the file and its folder \(open: EACCES\)$/],
  ["EROFS", /its file system is read-only; work in a writable folder \(open: EROFS\)$/],
])("has a remedy for %s", (code, remedy) => {
  const error = Object.assign(new Error(code), { code, syscall: "open", path: join(process.cwd(), "catalog/teams.yaml") });
  expect(failureOf(error)).toMatchObject({ status: 1, sentence: expect.stringMatching(remedy) as string });
  expect(failureOf(error)?.sentence).toMatch(/^catalog\/teams\.yaml: /);
});

it("leaves a mistake of the program its stack trace", () => {
  expect(failureOf(new TypeError("x is not a function"))).toBeNull();
});

it("refuses a path through a file in a sentence, whatever the command", async () => {
  work.write("afile", "");
  const { code, stderr } = await work.sigma(["scaffold", "acme-tide-api", "--out", "afile/x"]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "sigma: afile/x: part of that path is a file; name another path, or move the file (lstat: ENOTDIR)\n",
  });
});

it("ends without an error when the reader closes the pipe", async () => {
  const { stderr } = await work.run("sh", ["-c", `"$0" "$1" show shop --json | true`, process.execPath, SIGMA]);
  expect(stderr).toBe("");
});

/** Answers a question with Ctrl-C, as a terminal does: Python has one to lend. */
const CTRL_C = `
import os, pty, sys
child, terminal = pty.fork()
if child == 0: os.execvp(sys.argv[2], sys.argv[2:])
said = b""
asked = False
while True:
    try: more = os.read(terminal, 4096)
    except OSError: break
    if not more: break
    said += more
    if not asked and sys.argv[1].encode() in said:
        asked = True
        os.write(terminal, b"\\x03")
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;

itWith(PYTHON_WITH_TERMINAL)("says that nothing was written when a question is answered by Ctrl-C", async () => {
  const before = work.listing();
  const seal = ["secret", "seal", "acme-shop-api", "live", "PAYMENT_KEY", "--public-key", "A".repeat(44), "--key-id", "1"];
  const { code, output } = await work.run("python3", ["-c", CTRL_C, "PAYMENT_KEY:", process.execPath, SIGMA, ...seal]);
  expect(output).toContain("sigma: interrupted; nothing was applied or written");
  expect(output).not.toMatch(STACK_TRACE);
  expect(code).toBe(130);
  expect(work.listing()).toEqual(before);
});
