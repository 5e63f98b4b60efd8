import { checkExpressions } from "../../workflows/engine/expressions";
import { actions } from "../../workflows/actions";
import type { Step, Workflow } from "../../workflows/engine/model";

const having = (step: Step): Workflow => ({
  id: "example",
  name: "Example",
  summary: "Invented.",
  on: { push: {} },
  jobs: { only: { name: "only", runsOn: "ubuntu-24.04", timeoutMinutes: 1, permissions: {}, steps: [step] } },
});
const messages = (step: Step): readonly string[] => checkExpressions(having(step)).map(({ message }) => message);

it.each([
  ["an input", "echo ${{ inputs.name }}", "inputs.name"],
  ["the title of a pull request", 'echo "${{ github.event.pull_request.title }}"', "github.event.pull_request.title"],
  ["the name of a branch", "git switch ${{github.head_ref}}", "github.head_ref"],
  ["an output of an earlier step", "deploy ${{ steps.image.outputs.name }}", "steps.image.outputs.name"],
  ["an expression over two lines", "echo ${{ format('{0}',\n  inputs.name) }}", "inputs.name"],
  ["a secret", "login ${{ secrets.token }}", "secrets.token"],
])("refuses %s in a run", (_, run, named) => {
  expect(messages({ name: "bad", run })).toEqual([expect.stringContaining(named)]);
});

it("refuses an expression as the folder of a run", () => {
  expect(messages({ name: "bad", run: "ls", workingDirectory: "${{ inputs.folder }}" })).toEqual([
    expect.stringContaining("working-directory"),
  ]);
});

it.each(["script", "entrypoint", "args"])("refuses an expression in with.%s, which is a shell by another name", (key) => {
  expect(messages({ name: "bad", uses: actions.checkout, with: { [key]: "${{ inputs.code }}" } })).toEqual([
    expect.stringContaining(`with.${key}`),
  ]);
});

it.each(["PATH", "BASH_ENV", "LD_PRELOAD", "NODE_OPTIONS", "PYTHONPATH", "GIT_SSH_COMMAND"])(
  "refuses a foreign value for %s, which programs obey",
  (name) => {
    expect(messages({ name: "bad", run: "ls", env: { [name]: "${{ inputs.value }}" } })).toEqual([expect.stringContaining(name)]);
  },
);

it("admits values through env, which is the way", () => {
  expect(messages({ name: "good", run: 'echo "$NAME"', env: { NAME: "${{ inputs.name }}" } })).toEqual([]);
});
