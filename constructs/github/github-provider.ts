import { GithubProvider as Provider } from "@cdktf/provider-github/lib/provider";
import { Construct } from "constructs";

export interface GithubProviderProps {
  /** The organization that owns everything the stack manages. */
  readonly organization: string;
}

/**
 * The connection to GitHub, as the platform's GitHub App.
 *
 * Identity and key come from `GITHUB_APP_ID`, `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE` (the key itself, not a path) in Terraform's
 * environment, so that no synthesized file holds them.
 *
 * `write_delay_ms` stays at its default of one second and requests stay serial (`parallel_requests` false): GitHub asks for both against its
 * secondary limits of 80 content-creating requests and 900 points a minute
 * (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api), and the provider spaces its writes by a lock that parallel
 * requests skip. The price is a plan of about 20 round trips per repository, one after the other.
 */
export class GithubProvider extends Construct {
  constructor(scope: Construct, id: string, props: GithubProviderProps) {
    super(scope, id);
    const provider = new Provider(this, "github", { owner: props.organization });
    // Only an empty block makes the provider read the environment, and the typed property demands all three values.
    provider.addOverride("app_auth", [{}]);
  }
}
