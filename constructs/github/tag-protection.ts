import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import { Construct } from "constructs";

export interface TagProtectionProps {
  readonly repository: string;
}

/** A version once tagged stays: nobody moves or deletes a tag `v*`, not even the platform's App. Creating one stays open to whoever may push. */
export class TagProtection extends Construct {
  constructor(scope: Construct, id: string, props: TagProtectionProps) {
    super(scope, id);
    new RepositoryRuleset(this, "ruleset", {
      repository: props.repository,
      name: "version-tags",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { include: ["refs/tags/v*"], exclude: [] } },
      rules: { deletion: true, nonFastForward: true, update: true },
      // The provider always sends true with `update`, GitHub answers with or without it, and for tags it means nothing: either answer would show as a
      // difference in every plan. https://github.com/integrations/terraform-provider-github/issues/2463
      lifecycle: { ignoreChanges: ["rules[0].update_allows_fetch_and_merge"] },
    });
  }
}
