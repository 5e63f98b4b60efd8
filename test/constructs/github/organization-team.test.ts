import { OrganizationTeam, type OrganizationTeamProps } from "../../../constructs/github/organization-team";
import { synth } from "../../synth";

const example: OrganizationTeamProps = {
  name: "sales",
  description: "Shop and tide",
  parentTeamId: null,
  maintainers: ["ada"],
  members: ["ada", "linus"],
};

const define = (props: Partial<OrganizationTeamProps> = {}) =>
  synth((scope) => new OrganizationTeam(scope, "sales", { ...example, ...props }));

it("is visible, as a nested team must be", () => {
  expect(define().only("github_team")).toMatchObject({ privacy: "closed" });
});

it("makes only listed people maintainers", () => {
  expect(define().only("github_team")).toMatchObject({ create_default_maintainer: false });
});

it("has exactly the listed members, each once", () => {
  expect(define().only("github_team_members").members).toEqual([
    { username: "ada", role: "maintainer" },
    { username: "linus", role: "member" },
  ]);
});

it("names the team by its id, so that renaming it moves nobody", () => {
  const stack = define();
  expect(stack.only("github_team_members").team_id).toBe(`\${${stack.address("github_team")}.id}`);
});

it("belongs to its parent", () => {
  expect(define({ parentTeamId: "11" }).only("github_team")).toMatchObject({ parent_team_id: "11" });
  expect(define().only("github_team")).not.toHaveProperty("parent_team_id");
});

it("leaves membership alone when no member is listed", () => {
  expect(define({ maintainers: [], members: [] }).all("github_team_members")).toEqual([]);
});
