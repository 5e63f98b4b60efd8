/** Patterns of names and quantities, each with the advice that a message gives when a value does not match. */
export interface Word {
  readonly pattern: RegExp;
  /** Completes "got X: …". */
  readonly advice: string;
  /** A value that matches, for documentation and editors. */
  readonly example: string;
}

/** Codes become part of namespaces, hosts, roles and Python packages, so they obey the strictest of their rules. */
export const CODE: Word = {
  pattern: /^[a-z][a-z0-9]{1,19}$/,
  advice: "use 2 to 20 lower-case letters and digits, a letter first",
  example: "lab",
};
export const ENVIRONMENT: Word = {
  pattern: /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
  advice: "use 2 to 20 lower-case letters, digits and hyphens, a letter first",
  example: "stg",
};
/** Names of repositories. GitHub reserves the endings `.git` and `.wiki`. */
export const NAME: Word = {
  pattern: /^(?!.*\.(git|wiki)$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  advice: "use at most 100 letters, digits, dots, hyphens and underscores, a letter or digit first, and no .git or .wiki at the end",
  example: "acme-tools",
};
/** People and organizations. Accounts that an enterprise manages end in `_` and its short code. */
export const LOGIN: Word = {
  pattern: /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(_[A-Za-z0-9]{3,8})?$/,
  advice: "use the login: at most 39 letters, digits and single hyphens",
  example: "octocat",
};
export const TEAM: Word = {
  pattern: /^[a-z0-9][a-z0-9-]{0,49}$/,
  advice: "use the team's slug: lower-case letters, digits and hyphens",
  example: "platform",
};
/** Python packages, Postgres identifiers. */
export const PACKAGE: Word = {
  pattern: /^[a-z][a-z0-9_]{0,59}$/,
  advice: "use lower-case letters, digits and underscores, a letter first",
  example: "acme_tools",
};
export const HOST: Word = {
  pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
  advice: "write a host name in lower case: example.org",
  example: "example.org",
};
/** A color of a brand: `#1f4fd8`. */
export const COLOR: Word = { pattern: /^#[0-9a-f]{6}$/, advice: 'write the color as "#rrggbb" in lower case', example: "#1f4fd8" };
export const SHA: Word = {
  pattern: /^[0-9a-f]{40}$/,
  advice: "write the full commit, 40 hexadecimal digits",
  example: "0123456789abcdef0123456789abcdef01234567",
};
/** An action by its commit, as in `uses:`. A tag could be moved, a branch is. */
export const ACTION: Word = {
  pattern: /^(?!.*\.\.)[A-Za-z0-9](-?[A-Za-z0-9]){0,38}\/[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*@[0-9a-f]{40}$/,
  advice: "write owner/repository[/path]@ and the full commit, 40 hexadecimal digits: a tag can be moved to other code",
  example: "github/codeql-action/init@0123456789abcdef0123456789abcdef01234567",
};
/** Branches and tags as GitHub's patterns. https://git-scm.com/docs/git-check-ref-format names what a ref cannot hold. */
export const REF: Word = {
  pattern: /^[^\s~^:\\]{1,255}$/,
  advice: 'write a branch or tag pattern without spaces: main, release/*, "v*"',
  example: "v*",
};
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax */
export const PATH: Word = {
  pattern: /^\/[^\s#!\\[\]]*$/,
  advice: "start the path with / and leave out spaces, #, !, \\ and square brackets, which CODEOWNERS does not know",
  example: "/migrations/",
};
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */
export const TOPIC: Word = {
  pattern: /^[a-z0-9][a-z0-9-]{0,49}$/,
  advice: "use at most 50 lower-case letters, digits and hyphens, a letter or digit first",
  example: "market-data",
};
/** Checks of the catalog, as exceptions name them. */
export const CHECK: Word = {
  pattern: /^[a-z][a-z-]{1,39}$/,
  advice: "use the name of a check: lower-case letters and hyphens",
  example: "backup-retention",
};
/** Objects of Kubernetes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export const OBJECT: Word = {
  pattern: /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
  advice: "use the object's name in Kubernetes: lower-case letters, digits, hyphens and dots",
  example: "fast-retain",
};
/** Labels of Kubernetes: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const LABEL: Word = {
  pattern: /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
  advice: "use a label's name in Kubernetes: release, example.org/team",
  example: "release",
};
export const LABEL_VALUE: Word = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
  advice: "use at most 63 letters, digits, dots, hyphens and underscores, a letter or digit first and last",
  example: "kube-prometheus-stack",
};
/** The gateway removes this header from every request, so it must not be one with another meaning. */
export const ACTOR_HEADER: Word = {
  pattern: /^X-(?!(Forwarded|Envoy|Request|Roles)(-|$))[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
  advice: "write a header of your own that starts with X-: X-Actor",
  example: "X-Actor",
};
export const AUDIENCE: Word = { pattern: /^[\w.:/-]{3,255}$/, advice: "use 3 to 255 letters, digits and . : / _ -", example: "acme-stg" };
/** A runner of GitHub Actions. */
export const RUNNER: Word = {
  pattern: /^[a-z0-9]+([.-][a-z0-9]+)*$/,
  advice: "use one label of the runner: small letters, digits, . and -",
  example: "ubuntu-24.04",
};
/** A claim of a token; a dot leads into a claim that is a map. */
export const CLAIM: Word = {
  pattern: /^[A-Za-z0-9_:/-]+(\.[A-Za-z0-9_:/-]+)*$/,
  advice: "use the claim's name: letters, digits and _ : / -, a dot before a claim inside another",
  example: "email",
};
/** A group as a provider names it: an id, a path, words. No space at its ends, which nobody sees. */
export const GROUP: Word = {
  pattern: /^(?=.{1,256}$)[^\s\p{C}]([^\p{C}]*[^\s\p{C}])?$/u,
  advice: "write the group as the token's roleClaim lists it, at most 256 characters without a space at its ends",
  example: "shop-desk",
};
export const CLIENT_ID: Word = {
  pattern: /^[!-~]{1,255}$/,
  advice: "write the client's id at the provider, without spaces",
  example: "acme-stg",
};
/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export const SCOPE: Word = { pattern: /^[!#-[\]-~]{1,255}$/, advice: "write one scope, without spaces and quotes", example: "openid" };
export const BUCKET: Word = {
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  advice: "use 3 to 63 lower-case letters, digits, dots and hyphens",
  example: "acme-tfstate",
};
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const ROLE_ARN: Word = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
  advice: "write the role as arn:aws:iam::<12 digits of the account>:role/<name>",
  example: "arn:aws:iam::123456789012:role/acme-archive",
};
export const REGION: Word = {
  pattern: /^[a-z0-9-]{2,32}$/,
  advice: "use lower-case letters, digits and hyphens: eu-central-1",
  example: "eu-central-1",
};
/** https://docs.github.com/actions/reference/secrets-reference#naming-your-secrets */
export const SECRET_NAME: Word = {
  pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/,
  advice: "use upper-case letters, digits and underscores, not starting with GITHUB_ or a digit",
  example: "PAYMENT_KEY",
};
export const DURATION: Word = { pattern: /^[1-9][0-9]{0,4}[dwmy]$/, advice: "write a number and d, w, m or y: 30d, 7y", example: "30d" };
export const DATE = "write a day that exists as YYYY-MM-DD";
export const MOMENT = "write a moment that exists, in UTC to the second: 2026-11-22T09:45:52Z";
export const CPU: Word = { pattern: /^([1-9][0-9]*m?|0\.[0-9]+)$/, advice: "write cores or millicores: 2, 500m", example: "500m" };
export const MEMORY: Word = { pattern: /^[1-9][0-9]*(Mi|Gi)$/, advice: "write it with a unit: 512Mi, 2Gi", example: "2Gi" };
/** A volume size without unit is accepted by Kubernetes and means bytes: "20" is 20 bytes. */
export const STORAGE: Word = { pattern: /^[1-9][0-9]*(Gi|Ti)$/, advice: "write it with a unit: 20Gi, 1Ti", example: "20Gi" };
/** CloudNativePG reads the version of Postgres from the tag, and refuses an image without one. */
export const POSTGRES_IMAGE: Word = {
  pattern: /^[a-z0-9.-]+(\/[a-z0-9._-]+)+:\d[\w.-]*@sha256:[0-9a-f]{64}$/,
  advice: "name the image by version and digest: registry/name:18.4@sha256:<64 hex>",
  example: "ghcr.io/cloudnative-pg/postgresql:18.4@sha256:0000000000000000000000000000000000000000000000000000000000000000",
};
/** Characters that CODEOWNERS cannot express in a path: negation, ranges, comments and blanks. GitHub skips such a line without a word. */
export const NOT_IN_CODEOWNERS = /[\s!#[\]\\]/;
/** File names of migrations: `0001_init.sql`, `0001_init.undo.sql`. */
export const MIGRATION_FILE = /^\d{4}_[a-z0-9_]+(\.undo)?\.sql$/;

/** Address of a resource of the stack `github` in Terraform's state; constructs/resource-id.ts makes the second part. */
export const GITHUB_ADDRESS: Word = {
  pattern: /^github_[a-z_]{1,80}\.[A-Za-z0-9_-]{1,250}$/,
  advice: "use the address of a resource of the stack github; `npx sigma import` writes them",
  example: "github_team.teams_lab_team_E9F7F5B7",
};
