/** Returns the token of the person who is signed in, null for nobody; a rejection says that signing in failed. */
export type AccessTokenSource = () => Promise<string | null>;

let source: AccessTokenSource = () => Promise.resolve(null);

/**
 * From now on every call of the API carries what this returns, as `Authorization: Bearer …`. It is asked before each call, because tokens end.
 * Give it the function of your identity provider's library, in `main.tsx`, before the first page is drawn. Keep tokens in memory: what lies in
 * localStorage or sessionStorage is read by every script of the page.
 */
export function setAccessTokenSource(next: AccessTokenSource): void {
  source = next;
}

/** The header that says who calls; none while nobody is signed in. */
export async function authorization(): Promise<{ readonly Authorization?: string }> {
  const token = await source();
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}
