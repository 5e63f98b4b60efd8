import { generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { CertificateAuthority } from "./certificate-authority";

/** The claims that GitHub puts into the tokens of its Actions jobs and that an API server is likely to ask for. */
export interface GitHubClaims {
  readonly sub: string;
  readonly aud: string;
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly environment?: string;
  readonly ref: string;
  readonly job_workflow_ref: string;
  readonly job_workflow_sha: string;
  readonly run_id: string;
  /** `github-hosted` or `self-hosted`. */
  readonly runner_environment: string;
}

export interface TokenOptions {
  /** Seconds from now; GitHub's tokens live five minutes. @default 300 */
  readonly livesFor?: number;
  /** Signed by a key that the issuer does not publish. @default false */
  readonly forged?: boolean;
  /** Another issuer's name in `iss`. @default - this issuer's */
  readonly issuer?: string;
}

/** An OpenID Connect issuer on loopback: discovery document, keys, and RS256 tokens with GitHub's claims. */
export class OidcIssuer {
  readonly url: string;
  /** PEM of the authority that signed the issuer's own certificate. */
  readonly certificateAuthority: string;

  private constructor(
    private readonly server: Server,
    authority: CertificateAuthority,
    port: number,
    private readonly privateKey: KeyObject,
  ) {
    this.url = `https://127.0.0.1:${port}`;
    this.certificateAuthority = readFileSync(authority.certificate, "utf8");
  }

  /** @param directory for its certificates; must exist */
  static async start(directory: string): Promise<OidcIssuer> {
    const authority = new CertificateAuthority(directory);
    const serving = authority.issue({ commonName: "issuer" });
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" }] };
    let discovery = {};
    const server = createServer({ cert: readFileSync(serving.certificate), key: readFileSync(serving.key) }, (request, response) => {
      const document = request.url === "/.well-known/openid-configuration" ? discovery : request.url === "/jwks" ? jwks : undefined;
      response.writeHead(document === undefined ? 404 : 200, { "Content-Type": "application/json" }).end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the issuer got no port");
    const issuer = new OidcIssuer(server, authority, address.port, privateKey);
    discovery = {
      issuer: issuer.url,
      jwks_uri: `${issuer.url}/jwks`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
    return issuer;
  }

  token(claims: GitHubClaims, { livesFor = 300, forged = false, issuer = this.url }: TokenOptions = {}): string {
    const now = Math.floor(Date.now() / 1000);
    // A token that has expired was issued before.
    const issued = Math.min(now, now + livesFor - 300);
    const payload = { iss: issuer, jti: randomUUID(), iat: issued, nbf: issued, exp: now + livesFor, ...claims };
    const signed = [{ alg: "RS256", typ: "JWT", kid: KEY_ID }, payload]
      .map((part) => base64url(Buffer.from(JSON.stringify(part))))
      .join(".");
    const key = forged ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey : this.privateKey;
    return `${signed}.${base64url(sign("RSA-SHA256", Buffer.from(signed), key))}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const KEY_ID = "test-key";

const base64url = (bytes: Buffer): string => bytes.toString("base64url");
