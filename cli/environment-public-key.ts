import { UserError } from "./user-error";

export interface PublicKey {
  /** Base64. */
  readonly key: string;
  readonly keyId: string;
}

/**
 * The public key that seals secrets for one environment.
 * https://docs.github.com/rest/actions/secrets#get-an-environment-public-key
 */
export async function environmentPublicKey(organization: string, repository: string, environment: string): Promise<PublicKey> {
  const token = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN;
  if (!token)
    throw new UserError("fetching the public key needs GITHUB_TOKEN (gh auth token prints one), or pass --public-key and --key-id");
  const api = process.env.GITHUB_API_URL ?? "https://api.github.com";
  const url = `${api}/repos/${organization}/${repository}/environments/${encodeURIComponent(environment)}/secrets/public-key`;
  const response = await request(url, token);
  if (response.status === 404)
    throw new UserError(
      `${organization}/${repository} has no environment "${environment}" yet, or the token cannot see it: it is made by the first \`sigma deploy github\``,
    );
  if (!response.ok)
    throw new UserError(
      `GitHub answered ${response.status} ${response.statusText} to ${url}; the token needs to read and write environments`,
    );
  const { key, key_id: keyId } = await jsonOf(response);
  if (typeof key !== "string" || typeof keyId !== "string") throw new UserError(`${url} answered without key and key_id`);
  return { key, keyId };
}

/** Anything but JSON (the page of a proxy, for example) has neither key nor id. */
async function jsonOf(response: Response): Promise<{ readonly key?: unknown; readonly key_id?: unknown }> {
  try {
    return (await response.json()) as { key?: unknown; key_id?: unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

async function request(url: string, token: string): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
    });
  } catch (error) {
    throw new UserError(`could not reach ${url}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
