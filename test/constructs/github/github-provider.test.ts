import { GithubProvider } from "../../../constructs/github/github-provider";
import { synth } from "../../synth";

const provider = () => {
  const { json } = synth((scope) => new GithubProvider(scope, "github", { organization: "acme-corp" }));
  return (json as { provider: { github: Record<string, unknown>[] } }).provider.github[0];
};

it("takes the App's identity and key from Terraform's environment", () => {
  expect(provider()).toMatchObject({ owner: "acme-corp", app_auth: [{}] });
  expect(provider()).not.toHaveProperty("token");
});

it("keeps GitHub's pace: one request at a time, a second after each write", () => {
  expect(provider()).not.toHaveProperty("write_delay_ms");
  expect(provider()).not.toHaveProperty("parallel_requests");
});
