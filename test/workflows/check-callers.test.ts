import { checkCallers } from "../../workflows/check-callers/check-callers";
import { emittedFiles } from "../../workflows/files";
import { acme, releasedCommits } from "./acme";

const COMMIT = releasedCommits[0]!;
const library = Object.fromEntries(
  [...emittedFiles(acme)].flatMap(([path, text]) => (path.endsWith(".yml") ? [[path.split("/").at(-1)!.replace(".yml", ""), text]] : [])),
);
// The library itself requires none: those that it needs are kept in environments, and what a caller passes may be empty.
library["release-node"] = library["release-node"]!.replace(/(RELEASE_APP_KEY:\n.*\n +required:) false/, "$1 true");

/** `line:column message` of every problem of one caller. */
const check = (text: string): readonly string[] =>
  checkCallers({
    library: "acme-corp/acme-infra",
    workflows: library,
    releasedCommits,
    callers: { "delivery.yml": text },
  }).map(({ file, line, column, message }) => {
    expect(file).toBe("delivery.yml");
    return `${line}:${column} ${message}`;
  });

const GOOD = `name: Delivery
on: { push: { branches: [main] } }
permissions: {}
jobs:
  build:
    permissions:
      contents: read
    uses: acme-corp/acme-infra/.github/workflows/build-node.yml@${COMMIT} # v1.0.0
    with:
      node-version: "22"
      e2e: false
  image:
    needs: build
    permissions:
      contents: read
      packages: write
      id-token: write
      attestations: write
    uses: acme-corp/acme-infra/.github/workflows/docker-scan.yml@${COMMIT} # v1.0.0
    with:
      site: \${{ needs.build.outputs.artifact }}
      push: true
  release:
    permissions:
      contents: read
    uses: acme-corp/acme-infra/.github/workflows/release-node.yml@${COMMIT} # v1.0.0
    secrets:
      RELEASE_APP_KEY: \${{ secrets.RELEASE_APP_KEY }}
  report:
    needs: [build, image]
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
      - uses: actions/checkout@${COMMIT} # v7.0.1
`;

/** The good caller with one text replaced by another. */
const having = (before: string, after: string): string => {
  expect(GOOD).toContain(before);
  return GOOD.replace(before, after);
};

it("has nothing against a good caller", () => {
  expect(check(GOOD)).toEqual([]);
});

it.each<[string, string, string, string]>([
  [
    "an unknown input",
    "      e2e: false",
    "      e2ee: false",
    '11:7 build-node has no input "e2ee"; inputs: node-version, api-base-url, site, e2e, licences, advisories, runner',
  ],
  ["a text for a boolean", "e2e: false", 'e2e: "false"', '11:12 input e2e of build-node must be a boolean, is the string "false"'],
  [
    "a number for a text",
    'node-version: "22"',
    "node-version: 22",
    "10:21 input node-version of build-node must be a string, is the number 22",
  ],
  [
    "a map for a text",
    'node-version: "22"',
    "node-version: { is: 22 }",
    "10:21 input node-version of build-node must be a string, is a map",
  ],
  ["an empty value", 'node-version: "22"', "node-version:", "10:20 input node-version of build-node must be a string, is empty"],
  [
    "a value that the first step would refuse",
    'node-version: "22"',
    'node-version: "22.1"',
    '10:21 input node-version of build-node is "22.1"; it must match ^([1-9][0-9])$',
  ],
  [
    "a secret as an input",
    'node-version: "22"',
    "node-version: ${{ secrets.VERSION }}",
    "10:21 input node-version of build-node reads secrets., which GitHub does not know here; pass it under secrets",
  ],
  [
    "the environment in an input",
    'node-version: "22"',
    "node-version: ${{ env.VERSION }}",
    "10:21 input node-version of build-node reads env., which GitHub does not know here",
  ],
  [
    "an unknown workflow",
    "build-node.yml",
    "build-rust.yml",
    '8:11 acme-corp/acme-infra has no reusable workflow "build-rust"; it has build-python, build-node,',
  ],
  [
    "another library",
    "acme-corp/acme-infra/.github/workflows/build-node",
    "acme-corp/old-infra/.github/workflows/build-node",
    "8:11 acme-corp/old-infra is not the family's library; call acme-corp/acme-infra",
  ],
  [
    "a workflow by a tag",
    `build-node.yml@${COMMIT} # v1.0.0`,
    "build-node.yml@v1",
    '8:11 pinned to "v1", which can move; pin the full commit and write the version beside it',
  ],
  ["a workflow by a branch", `build-node.yml@${COMMIT} # v1.0.0`, "build-node.yml@main", '8:11 pinned to "main", which can move'],
  ["a short commit", `build-node.yml@${COMMIT} # v1.0.0`, "build-node.yml@1111111 # v1.0.0", '8:11 pinned to "1111111", which can move'],
  ["a commit without its version", `build-node.yml@${COMMIT} # v1.0.0`, `build-node.yml@${COMMIT}`, "8:11 no version beside the commit"],
  [
    "a commit that was not released",
    `build-node.yml@${COMMIT}`,
    `build-node.yml@${"3".repeat(40)}`,
    `8:11 commit ${"3".repeat(40)} of acme-corp/acme-infra was not released; newest: ${"2".repeat(40)}`,
  ],
  [
    "something that is no workflow",
    `acme-corp/acme-infra/.github/workflows/build-node.yml@${COMMIT}`,
    "./build",
    '8:11 "./build" is not <organization>/<repository>/.github/workflows/<workflow>.yml@<commit>',
  ],
  [
    "an unknown secret",
    "      RELEASE_APP_KEY:",
    "      OTHER_KEY:",
    '28:7 release-node takes no secret "OTHER_KEY"; it takes RELEASE_APP_KEY',
  ],
  [
    "a secret for a workflow that takes none",
    '    with:\n      node-version: "22"',
    '    secrets:\n      TOKEN: x\n    with:\n      node-version: "22"',
    '10:7 build-node takes no secret "TOKEN"; it takes none',
  ],
  [
    "a missing secret",
    "    secrets:\n      RELEASE_APP_KEY: ${{ secrets.RELEASE_APP_KEY }}\n",
    "",
    "26:11 release-node requires the secret RELEASE_APP_KEY",
  ],
  [
    "all secrets at once",
    "    secrets:\n      RELEASE_APP_KEY: ${{ secrets.RELEASE_APP_KEY }}\n",
    "    secrets: inherit\n",
    "27:14 secrets: inherit hands over every secret there is",
  ],
  ["a missing permission", "      packages: write\n", "", "15:7 docker-scan needs packages: write; grant it on job image"],
  ["a permission too low", "packages: write", "packages: read", "16:17 docker-scan needs packages: write; grant it on job image"],
  [
    "a permission too high",
    "    permissions:\n      contents: read\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "    permissions:\n      contents: write\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "7:17 build-node needs read of contents; take the rest away",
  ],
  [
    "a permission that nobody needs",
    "    permissions:\n      contents: read\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "    permissions:\n      contents: read\n      issues: write\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "8:15 build-node needs nothing of issues; take the rest away",
  ],
  [
    "all permissions",
    "    permissions:\n      contents: read\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "    permissions: write-all\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "6:18 permissions: write-all is not a list of scopes; build-node needs contents: read",
  ],
  [
    "an environment on a calling job",
    "    needs: build\n",
    "    needs: build\n    environment: prod\n",
    "14:5 environment is not possible on a job that calls a workflow",
  ],
  [
    "a runner on a calling job",
    "    needs: build\n",
    "    needs: build\n    runs-on: ubuntu-24.04\n",
    "14:5 runs-on is not possible on a job that calls a workflow",
  ],
  [
    "a time-out on a calling job",
    "    needs: build\n",
    "    needs: build\n    timeout-minutes: 5\n",
    "14:5 timeout-minutes is not possible on a job that calls a workflow",
  ],
  [
    "an output that does not exist",
    "needs.build.outputs.artifact",
    "needs.build.outputs.archive",
    '21:13 build-node has no output "archive"; outputs: version, artifact',
  ],
  [
    "an output that does not exist, its job by index",
    "needs.build.outputs.artifact",
    "needs['build'].outputs.archive",
    '21:13 build-node has no output "archive"; outputs: version, artifact',
  ],
  [
    "an output that does not exist, itself by index",
    "needs.build.outputs.artifact",
    "needs.build.outputs['archive']",
    '21:13 build-node has no output "archive"; outputs: version, artifact',
  ],
  [
    "an output that does not exist, all by index",
    "needs.build.outputs.artifact",
    "needs['build'][ 'outputs' ]['archive']",
    '21:13 build-node has no output "archive"; outputs: version, artifact',
  ],
  [
    "an output of a job that is not waited for",
    "    needs: build\n",
    "",
    "20:13 job image reads an output of build without waiting for it; add it to needs",
  ],
  [
    "an output of an ordinary job that has none",
    "    needs: build\n",
    "    needs: [build, report]\n    if: needs.report.outputs.ready == 'true'\n",
    '14:9 job report has no output "ready"; outputs: none',
  ],
  [
    "an output of a matrix",
    "    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "    strategy: { matrix: { os: [a, b] } }\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "22:13 job build is a matrix, of whose outputs only the last one survives",
  ],
  [
    "a job that does not exist",
    "    needs: build\n",
    "    needs: biuld\n",
    '13:12 job image needs "biuld"; jobs: build, image, release, report',
  ],
  [
    "an action by a tag in an ordinary job",
    `actions/checkout@${COMMIT} # v7.0.1`,
    "actions/checkout@v7",
    '35:15 pinned to "v7", which can move',
  ],
  ["a key twice", "      e2e: false", "      e2e: false\n      e2e: true", "12:7 Map keys must be unique"],
  ["a syntax error", "      e2e: false", "      e2e: [false", "12:"],
])("refuses %s", (_, before, after, expected) => {
  const problems = check(having(before, after));
  expect(problems.find((problem) => problem.startsWith(expected))).toBeDefined();
});

it("refuses a missing input", () => {
  const text = GOOD.replace("build-node.yml", "build-python.yml").replace(/ {4}with:\n {6}node.*\n {6}e2e.*\n/, "");
  expect(check(text)).toContain("8:11 build-python requires the input package (string)");
});

it("refuses a job without any permissions, also on top", () => {
  const text = GOOD.replace("permissions: {}\njobs", "jobs").replace(
    "    permissions:\n      contents: read\n    uses: acme-corp/acme-infra/.github/workflows/build-node",
    "    uses: acme-corp/acme-infra/.github/workflows/build-node",
  );
  expect(check(text)).toContain("5:11 job build has no permissions; it needs contents: read");
});

it.each([
  ["an empty file", "", "is not a workflow: a map with on and jobs is expected"],
  ["a list", "- a\n", "is not a workflow: a map with on and jobs is expected"],
  ["a file without jobs", "name: x\n", "has no jobs"],
  ["a job that is a text", "jobs:\n  a: b\n", "job a is not a map"],
])("refuses %s", (_, text, message) => {
  expect(check(text)).toEqual([expect.stringContaining(message)]);
});

it("reports every problem of every file at once", () => {
  const problems = checkCallers({
    library: "acme-corp/acme-infra",
    workflows: library,
    releasedCommits: [],
    callers: {
      "a.yml": having("e2e: false", "e2ee: 1"),
      "b.yml": having("packages: write", "packages: read").replace("push: true", "push: 1"),
    },
  });
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.yml:11", "b.yml:22", "b.yml:16", "b.yml:22"]);
});

it("refuses a second image, which would have the name and tag of the first, wherever the two are called", () => {
  const image = (name: string, push: string): string => `  ${name}:
    permissions: { contents: read, packages: write, id-token: write, attestations: write }
    uses: acme-corp/acme-infra/.github/workflows/docker-scan.yml@${COMMIT} # v1.0.0
    with: { dockerfile: worker/Dockerfile${push} }
`;
  const worker = `on: push\njobs:\n${image("worker", ", push: true")}`;
  const callers = (text: string) =>
    checkCallers({
      library: "acme-corp/acme-infra",
      workflows: library,
      releasedCommits,
      callers: { "delivery.yml": GOOD, "worker.yml": text },
    });
  expect(callers(worker)).toMatchObject([
    {
      ...{ file: "worker.yml", line: 6 },
      message: expect.stringMatching(
        /^pushes a second image under the name of the first, which job image at delivery\.yml:19 pushes: .*; build it in a repository of its own, or leave push out/,
      ) as string,
    },
  ]);
  for (const push of ["", ", push: false"]) expect(callers(`on: push\njobs:\n${image("worker", push)}`)).toEqual([]);
});
