import { DeploymentEnvironment } from "../../../constructs/github/deployment-environment";
import { TeamAccess } from "../../../constructs/github/team-access";
import { synth } from "../../synth";

const example = { repository: "acme-shop-api", teamId: "7", permission: "maintain" } as const;

it("gives a team its permission", () => {
  const stack = synth((scope) => new TeamAccess(scope, "release", example));
  expect(stack.only("github_team_repository")).toMatchObject({ team_id: "7", repository: "acme-shop-api", permission: "maintain" });
});

it("names a reviewer by its access, so that the environment waits for it", () => {
  const stack = synth((scope) => {
    const access = new TeamAccess(scope, "release", example);
    new DeploymentEnvironment(scope, "live", {
      repository: "acme-shop-api",
      name: "live",
      approverTeamIds: [access.reviewerTeamId],
      deployableRefs: { branches: [], tags: ["v*"] },
      variables: {},
      sealedSecrets: {},
    });
  });
  expect(stack.only("github_repository_environment").reviewers).toEqual([
    { teams: [`\${${stack.address("github_team_repository")}.team_id}`] },
  ]);
});
