import { generateKeyPairSync, sign } from "node:crypto";

/** An identity provider of the test's own: its keys, and tokens that it signs. */
export class IdentityProvider {
  readonly issuer = "https://identity.harbor.example";
  readonly audience = "harbor";
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

  /** For Envoy Gateway, which need not fetch them then. */
  get jwks(): string {
    return JSON.stringify({ keys: [{ ...this.keys.publicKey.export({ format: "jwk" }), kid: KEY, alg: "RS256", use: "sig" }] });
  }

  token(subject: string): string {
    const payload = { iss: this.issuer, aud: this.audience, sub: subject, exp: Math.floor(Date.now() / 1000) + 3600 };
    const text = [{ alg: "RS256", typ: "JWT", kid: KEY }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), this.keys.privateKey).toString("base64url")}`;
  }
}

const KEY = "test-key";
