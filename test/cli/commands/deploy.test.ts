import { lineOf } from "../../family/line-of";
import { STACK_TRACE, Workplace } from "../workplace";

/** What `sigma deploy` refuses before it turns to GitHub or a cluster. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("refuses a real deploy while facts are not confirmed, names them all, and leaves the rehearsal open", async () => {
  work.edit("catalog/environments.yaml", "waitMinutes: 10", "waitMinutes: 10 # to be confirmed");
  work.edit("catalog/teams.yaml", "members: [grace] }", "members: [] }");
  const { code, stdout, stderr } = await work.sigma(["deploy", "github", "--yes"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^sigma: nothing was applied to github, because 2 facts must be confirmed first:\n/);
  const line = (key: string): number => lineOf(work.read("catalog/environments.yaml"), "\nlive:", key);
  expect(stderr).toContain(`\ncatalog/environments.yaml:${line("approvers")}:21 live.approvers.1: nobody is in the team "release"`);
  expect(stderr).toContain(`\ncatalog/environments.yaml:${line("waitMinutes")}:3 live.waitMinutes: is marked as to be confirmed; `);
  expect(stderr).toMatch(/^Until then, rehearse: npx sigma sandbox sigma deploy github\n$/m);
  expect(stderr).not.toMatch(STACK_TRACE);
  expect(await work.rehearse(["deploy", "github", "--yes"])).toMatchObject({ code: 0 });
});
