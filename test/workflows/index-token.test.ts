import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildPythonWorkflow } from "../../workflows/library/build-python";
import { isCallingJob, type Job } from "../../workflows/engine/model";
import { publishPythonWorkflow } from "../../workflows/library/publish-python";
import { Step } from "./step";
import { itWith, PYTHON } from "../with-programs";

const index = "https://packages.acme.test/simple";

/** Jobs that install a project, with where they do and where they hold a secret. */
const installing = [buildPythonWorkflow({ index }), publishPythonWorkflow({ index })].flatMap(({ id, jobs }) =>
  Object.entries(jobs)
    .filter((entry): entry is [string, Job] => !isCallingJob(entry[1]))
    .filter(([, { steps }]) => steps.some(({ name }) => name === "Install"))
    .map(([job, { steps }]) => ({
      name: `${id} ${job}`,
      project: steps.findIndex(({ name }) => name === "Install"),
      secrets: steps.flatMap((step, place) => (JSON.stringify(step).includes("secrets.") ? [place] : [])),
    })),
);

it("is in the jobs that install Python projects", () => {
  expect(installing.map(({ name }) => name)).toEqual([
    "build-python quality",
    "build-python test",
    "build-python migrations",
    "publish-python build",
  ]);
});

it.each(installing)("is held by no step of $name that runs code of the project or after it", ({ project, secrets }) => {
  expect(secrets.length).toBeGreaterThan(0);
  expect(Math.max(...secrets)).toBeLessThan(project);
});

it("is asked for before any package is there that could read it, where the version is compared", () => {
  const { build } = publishPythonWorkflow({ index }).jobs;
  if (!build || isCallingJob(build)) throw new Error("no job of its own called build");
  const names = build.steps.map(({ name }) => name);
  expect(names.indexOf("Version is the tag's")).toBeLessThan(names.indexOf("Install the dependencies"));
});

itWith(PYTHON)("reaches no module of the project that is named like the installer, and is left in no file", () => {
  const step = new Step().write("pip.py", 'open("stolen", "w").write("x")\n').write("requirements.txt", "\n");
  const { code } = step.run("install-python", { REQUIREMENTS: "requirements.txt", INDEX: index, INDEX_TOKEN: "token" });
  expect(code).toBe(0);
  expect(["stolen", "netrc"].filter((file) => existsSync(join(step.directory, file)))).toEqual([]);
});
