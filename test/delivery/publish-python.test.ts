import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { publishPythonWorkflow } from "../../workflows/library/publish-python";
import { isCallingJob } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { runJob, type JobRun } from "./emitted-job";
import { serve, type Served } from "./serve";

/** What whoever reads the index must say; null for nothing. */
let readers: string | null = null;

interface Upload {
  readonly authorization: string | undefined;
  readonly body: string;
}

const home = mkdtempSync(join(tmpdir(), "publish-"));
const uploads: Upload[] = [];
/** What the index has: name and contents of each file. */
const published = new Map<string, Buffer>();
/** An index that takes uploads, as PyPI's does. */
let index: Served;

beforeAll(async () => {
  index = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "GET") {
        // An index that answers to those alone who may read it; the build of these tests asks one that answers to all.
        if (readers && request.headers.authorization !== readers) {
          response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
          return;
        }
        const files = [...published].map(([filename, content]) => ({
          ...{ filename, url: `http://127.0.0.1:${index.port}/files/${filename}` },
          hashes: { sha256: createHash("sha256").update(content).digest("hex") },
        }));
        const page = { meta: { "api-version": "1.1" }, name: "acme-tide", files };
        response.writeHead(200, { "Content-Type": "application/vnd.pypi.simple.v1+json" }).end(JSON.stringify(page));
        return;
      }
      uploads.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString("latin1") });
      response.writeHead(200).end();
    });
  });
  mkdirSync(join(home, "bin"));
  cpSync(join(__dirname, "stand-ins/gh-threads"), join(home, "bin/gh"));
  chmodSync(join(home, "bin/gh"), 0o755);
  writeFileSync(join(home, "threads.json"), JSON.stringify({ releases: [] }));
});
afterAll(() => {
  index.stop();
  rmSync(home, { recursive: true });
});

/** The artifact of the job before: a wheel, and the notes. */
function distribution(): string {
  const directory = mkdtempSync(join(home, "job-"));
  mkdirSync(join(directory, "distribution/files"), { recursive: true });
  writeFileSync(join(directory, "distribution/notes.md"), "Tides.\n");
  execFileSync("python3", ["-c", WHEEL], { cwd: join(directory, "distribution/files") });
  return directory;
}

const WHEEL = `
import zipfile
with zipfile.ZipFile("acme_tide-1.4.0-py3-none-any.whl", "w") as wheel:
    about = "acme_tide-1.4.0.dist-info/"
    wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: acme-tide\\nVersion: 1.4.0\\n")
    wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(about + "RECORD", "")
`;

const SDIST = `
import io, tarfile
with tarfile.open("acme_tide-1.4.0.tar.gz", "w:gz") as sdist:
    about = b"Metadata-Version: 2.1\\nName: acme-tide\\nVersion: 1.4.0\\n"
    entry = tarfile.TarInfo("acme_tide-1.4.0/PKG-INFO")
    entry.size = len(about)
    sdist.addfile(entry, io.BytesIO(about))
`;

/** As the job that builds says it. */
const digest = (directory: string): string =>
  execFileSync("bash", ["-c", "sha256sum -- * | sha256sum | cut -d ' ' -f 1"], {
    cwd: join(directory, "distribution/files"),
    encoding: "utf8",
  }).trim();

/** The job behind the environment, as emitted, with the real uv. */
const publish = (token: string, directory = distribution(), built = digest(directory)): Promise<JobRun> =>
  runJob({
    text: renderWorkflow(publishPythonWorkflow({ index: `http://127.0.0.1:${index.port}/simple` }), "Emitted for a test"),
    job: "publish",
    cwd: directory,
    environment: {
      ...process.env,
      PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
      THREADS: join(home, "threads.json"),
      GITHUB_REF_NAME: "v1.4.0",
    },
    expressions: {
      "inputs.publish-url": `http://127.0.0.1:${index.port}/`,
      "secrets.PUBLISH_TOKEN": token,
      "secrets.INDEX_TOKEN": "token-that-reads",
      "needs.build.outputs.digest": built,
      "github.token": "token",
      "github.repository": "acme-corp/acme-tide",
    },
  });

it("uploads what was built with the token of the environment, and writes the release", async () => {
  const { code, output } = await publish("token-of-the-environment");
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(uploads).toHaveLength(1);
  const [name, password] = Buffer.from(uploads[0]?.authorization?.replace("Basic ", "") ?? "", "base64")
    .toString()
    .split(":");
  expect({ name, password }).toEqual({ name: "__token__", password: "token-of-the-environment" });
  expect(uploads[0]?.body).toMatch(/filename="acme_tide-1\.4\.0-py3-none-any\.whl"/);
  expect(output).not.toContain("token-of-the-environment");
  const { releases } = JSON.parse(readFileSync(join(home, "threads.json"), "utf8")) as { releases: readonly object[] };
  expect(releases).toMatchObject([{ tag: "v1.4.0", title: "v1.4.0", notes: "Tides." }]);
});

const WHEEL_NAME = "acme_tide-1.4.0-py3-none-any.whl";
const threads = (change?: object): { readonly releases: readonly object[] } => {
  const file = join(home, "threads.json");
  if (change) writeFileSync(file, JSON.stringify(change));
  return JSON.parse(readFileSync(file, "utf8")) as { releases: readonly object[] };
};

it("publishes again after an interrupted attempt: skips existing files, and finishes the release", async () => {
  const directory = distribution();
  const [wheel, sdist] = [join(directory, "distribution/files", WHEEL_NAME), join(directory, "distribution/files/acme_tide-1.4.0.tar.gz")];
  execFileSync("python3", ["-c", SDIST], { cwd: join(directory, "distribution/files") });
  // The index took the wheel, then the runner was lost; another one had come as far as a release without the source.
  published.set(WHEEL_NAME, readFileSync(wheel));
  threads({ releases: [{ tag: "v1.4.0", title: "v1.4.0", draft: true, files: [WHEEL_NAME] }] });
  const before = uploads.length;
  readers = `Basic ${Buffer.from("__token__:token-that-reads").toString("base64")}`;
  const { code, output } = await publish("token-of-the-environment", directory);
  published.clear();
  readers = null;
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(uploads.slice(before).map(({ body }) => /filename="([^"]+)"/.exec(body)?.[1])).toEqual([basename(sdist)]);
  expect(threads().releases).toEqual([{ tag: "v1.4.0", title: "v1.4.0", files: [WHEEL_NAME, basename(sdist)] }]);
});

it("uploads nothing when the index has the file with other contents", async () => {
  published.set(WHEEL_NAME, Buffer.from("another wheel"));
  const before = uploads.length;
  const { code, steps, output } = await publish("token-of-the-environment");
  published.clear();
  expect({ refused: code !== 0, last: steps.at(-1) }).toEqual({ refused: true, last: "Publish" });
  expect(output).toMatch(/acme_tide-1\.4\.0-py3-none-any\.whl/);
  expect(uploads).toHaveLength(before);
});

it("publishes no other files than those that were built", async () => {
  const before = uploads.length;
  const { code, steps, output } = await publish("token-of-the-environment", distribution(), "0".repeat(64));
  expect({ code, steps }).toEqual({ code: 1, steps: ["Is what was built"] });
  expect(output).toMatch(/the artifact is [0-9a-f]{64}, built was 0{64}: foreign files are not published/);
  expect(uploads).toHaveLength(before);
});

describe("the build", () => {
  /** The steps of the build that ask the index and compare, as emitted, after a build of these files. */
  const build = (files: Readonly<Record<string, string>>, ref = "refs/tags/v1.4.0"): JobRun | Promise<JobRun> => {
    const directory = mkdtempSync(join(home, "build-"));
    writeFileSync(join(directory, "pyproject.toml"), '[project]\nname = "acme.tide"\nversion = "1.4.0"\n');
    mkdirSync(join(directory, "distribution/files"), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, "distribution/files", name), content);
    const { build: job } = publishPythonWorkflow({ index: `http://127.0.0.1:${index.port}/simple` }).jobs;
    if (!job || isCallingJob(job)) throw new Error("no job of its own called build");
    const steps = job.steps.filter(({ name }) => ["Version is the tag's", "What is published stays"].includes(name));
    const workflow = { ...publishPythonWorkflow({ index: `http://127.0.0.1:${index.port}/simple` }), jobs: { build: { ...job, steps } } };
    return runJob({
      text: renderWorkflow(workflow, "Emitted for a test"),
      job: "build",
      cwd: directory,
      environment: { ...process.env, PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter), GITHUB_REF: ref },
      expressions: { "secrets.INDEX_TOKEN": "", "steps.version.outputs.version": "1.4.0" },
    });
  };

  it("goes on when the index has just what it built, and says the digest of all", async () => {
    published.set(WHEEL_NAME, Buffer.from("wheel"));
    const { code, output, outputs } = await build({ [WHEEL_NAME]: "wheel", "acme_tide-1.4.0.tar.gz": "sdist" });
    published.clear();
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    expect(outputs["digest"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["other contents", "other"],
    ["what was not built", undefined],
  ])("refuses a version of which the index has %s", async (_, content) => {
    published.set(WHEEL_NAME, Buffer.from("wheel"));
    const { code, steps, output } = await build(content === undefined ? {} : { [WHEEL_NAME]: content });
    published.clear();
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "What is published stays" });
    expect(output).toMatch(
      /the index has acme_tide-1\.4\.0-py3-none-any\.whl already, with other contents: raise the version and tag again/,
    );
  });

  it("refuses a tag that says another version", async () => {
    const { code, output } = await build({}, "refs/tags/v1.5.0");
    expect(code).toBe(1);
    expect(output).toMatch(/pyproject\.toml says 1\.4\.0, this run is for refs\/tags\/v1\.5\.0/);
  });
});

it("has no identity without a token from GitHub", async () => {
  const before = uploads.length;
  const { code, steps } = await publish("");
  expect({ refused: code !== 0, last: steps.at(-1) }).toEqual({ refused: true, last: "Publish" });
  expect(uploads.slice(before).filter(({ body }) => body.includes(".whl"))).toEqual([]);
});
