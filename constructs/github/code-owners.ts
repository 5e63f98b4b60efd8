import { RepositoryFile } from "@cdktf/provider-github/lib/repository-file";
import { Construct } from "constructs";
import { literal } from "../literal";

export interface CodeOwnersProps {
  readonly repository: string;
  /** The text of the file, see {@link codeOwnersText}. */
  readonly text: string;
}

/**
 * Who reviews what: CODEOWNERS on the default branch, committed by the platform's GitHub App. No author is set, so that GitHub signs the commit as the
 * App's, and no branch: the provider then reads two objects per plan instead of three.
 */
export class CodeOwners extends Construct {
  /** The repository's name, as a reference: whatever uses it waits for CODEOWNERS. */
  readonly repository: string;

  constructor(scope: Construct, id: string, props: CodeOwnersProps) {
    super(scope, id);
    const file = new RepositoryFile(this, "file", {
      repository: props.repository,
      file: ".github/CODEOWNERS",
      content: literal(props.text),
      commitMessage: "Set the code owners from the catalog",
      overwriteOnCreate: true,
    });
    this.repository = file.repository;
  }
}
