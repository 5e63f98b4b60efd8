import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GithubReader } from "../../../cli/adoption/github-reader";
import { GitHubStandIn, TOKEN } from "../../fleet/github-stand-in";
import { OrganizationStandIn, type InventedOrganization } from "../../fleet/organization-stand-in";
import { UNTIDY } from "../../fleet/untidy-organization";

/** A server that answers as GitHub does for the organization of the invented family. */
export async function serveUntidy(
  invented: InventedOrganization = UNTIDY,
): Promise<{ readonly github: GitHubStandIn; readonly organization: OrganizationStandIn }> {
  const github = await GitHubStandIn.start(mkdtempSync(join(tmpdir(), "untidy-")));
  const organization = new OrganizationStandIn("acme-corp", invented);
  github.organization = organization;
  return { github, organization };
}

export const readerOf = ({ url }: GitHubStandIn): Promise<GithubReader> =>
  GithubReader.connect({ api: url, token: TOKEN, writePaceMs: 0 }, "acme-corp");
