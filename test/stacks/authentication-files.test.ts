import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { tokenAudience } from "../../constructs/kubernetes/token-audience";
import { authenticationFiles } from "../../stacks/authentication-files";
import { filesOf } from "../../workflows/emit";
import { editedAcme } from "./edited-acme";

const ROOT = join(__dirname, "../..");

interface Configuration {
  readonly jwt: readonly {
    readonly issuer: { readonly url: string; readonly audiences: readonly string[] };
    readonly claimValidationRules: readonly { readonly expression: string }[];
  }[];
}

describe("the authentication of each cluster", () => {
  it("is part of npm run emit", () => {
    const family = editedAcme();
    expect([...filesOf(family)]).toEqual(expect.arrayContaining([...authenticationFiles(family)]));
  });

  it("is emitted for an API server that takes GitHub's tokens, not for one that a cloud runs", () => {
    // `trial` has access: exec.
    expect([...authenticationFiles(editedAcme()).keys()]).toEqual(["docs/authentication/live.yaml"]);
  });

  it("accepts the former authority of a cluster beside its own while the catalog names it", () => {
    const ca = "    ca: YWNtZQ==\n    audience: acme-live";
    const family = editedAcme(["environments.yaml", ca, ca.replace("YWNtZQ==", "bmV4dA==\n    formerCa: YWNtZQ==")]);
    const [jwt] = (parse(authenticationFiles(family).get("docs/authentication/live.yaml") ?? "") as Configuration).jwt;
    expect(jwt?.issuer.audiences).toEqual(["bmV4dA==", "YWNtZQ=="].map((each) => tokenAudience("acme-live", each)));
  });

  it("demands no claim that docs/authentication.md does not explain", () => {
    const explained = readFileSync(join(ROOT, "docs/authentication.md"), "utf8");
    const [text = ""] = authenticationFiles(editedAcme()).values();
    const claims = new Set([...text.matchAll(/claims\.(\w+)/g)].flatMap(([, name]) => name ?? []));
    expect(claims.size).toBeGreaterThan(4);
    for (const claim of claims) expect(explained).toMatch(new RegExp(`\\b${claim}\\b`));
  });

  it("says where it comes from, and what the catalog says: audience, organization, released commits", () => {
    const text = authenticationFiles(editedAcme()).get("docs/authentication/live.yaml") ?? "";
    expect(text).toMatch(/^# Emitted by stacks\/authentication-files\.ts from catalog\/family\.yaml and catalog\/environments\.yaml;/);
    const [jwt] = (parse(text) as Configuration).jwt;
    expect(jwt?.issuer).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      audiences: ["acme-live/822b33ad87c148a0a20a5ba7cd5ebcaa68d36a18e7aad165554903f52ca82757"],
    });
    const rules = jwt?.claimValidationRules.map(({ expression }) => expression);
    expect(rules).toContain('claims.repository_owner_id == "4242"');
    expect(rules).toContain('claims.job_workflow_sha in ["0123456789abcdef0123456789abcdef01234567"]');
  });
});
