import { TerraformStack } from "cdktf";
import { importExisting } from "../../../constructs/import-blocks";
import { Organization } from "../../../constructs/github/organization";
import { synth } from "../../synth";

const organization = () =>
  synth((scope) => new Organization(scope, "organization", { organizationId: 4242, billingEmail: "billing@acme.example" }));
const settings = () => organization().only("github_organization_settings");

it("lets members create no repository beside the catalog", () => {
  expect(settings()).toMatchObject({
    members_can_create_repositories: false,
    members_can_create_public_repositories: false,
    members_can_create_private_repositories: false,
    members_can_create_internal_repositories: false,
  });
});

it("lets members read, and no more without a team", () => {
  expect(settings()).toMatchObject({ default_repository_permission: "read" });
});

it("imports an existing organization, because a creation would not send any false", () => {
  const stack = synth((scope) => {
    const { existing } = new Organization(scope, "organization", { organizationId: 4242, billingEmail: "billing@acme.example" });
    importExisting(TerraformStack.of(scope), new Map([existing, ["github_team.that_is_gone", "7"]]));
  });
  expect(stack.json).toMatchObject({ import: [{ to: stack.address("github_organization_settings"), id: "4242" }] });
});

it("leaves the profile to GitHub, where it could not be emptied", () => {
  const { ignore_changes } = settings().lifecycle as { ignore_changes: string[] };
  expect(ignore_changes).toEqual(["name", "description", "company", "email", "location", "blog", "twitter_username"]);
});

it("refuses to be destroyed, which would change the billing address", () => {
  expect(settings()).toMatchObject({ lifecycle: { prevent_destroy: true } });
});
