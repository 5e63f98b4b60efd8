import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { publishPythonWorkflow } from "../../workflows/library/publish-python";
import { renderWorkflow } from "../../workflows/engine/render";
import { runJob, type JobRun } from "./emitted-job";
import { serve, type Served } from "./serve";

interface Upload {
  readonly authorization: string | undefined;
  readonly body: string;
}

const home = mkdtempSync(join(tmpdir(), "publish-"));
const uploads: Upload[] = [];
/** An index that takes uploads, as PyPI's does. */
let index: Served;

beforeAll(async () => {
  index = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
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

/** The job behind the environment, as emitted, with the real uv. */
const publish = (token: string): Promise<JobRun> =>
  runJob({
    text: renderWorkflow(publishPythonWorkflow({ index: "https://packages.acme.test/simple" }), "Emitted for a test"),
    job: "publish",
    cwd: distribution(),
    environment: {
      ...process.env,
      PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
      THREADS: join(home, "threads.json"),
      GITHUB_REF_NAME: "v1.4.0",
    },
    expressions: {
      "inputs.publish-url": `http://127.0.0.1:${index.port}/`,
      "secrets.PUBLISH_TOKEN": token,
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

it("is nobody without a token where GitHub does not vouch for it", async () => {
  const before = uploads.length;
  const { code, steps } = await publish("");
  expect({ refused: code !== 0, last: steps.at(-1) }).toEqual({ refused: true, last: "Publish" });
  expect(uploads.slice(before).filter(({ body }) => body.includes(".whl"))).toEqual([]);
});
