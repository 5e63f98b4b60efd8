import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Readonly<Record<string, unknown>>;

const KEY = "test-key";

/** A provider of identities that signs JWTs, and an application behind the gateway that tells what it was sent. Both on loopback, plain http. */
export class SignInProvider {
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private constructor(
    private readonly provider: Server,
    private readonly application: Server,
    private readonly claims: Claims,
  ) {}

  /** @param claims of every token but `exp` */
  static async start(claims: Claims): Promise<SignInProvider> {
    const [provider, application] = [createServer(), createServer()];
    const started = new SignInProvider(provider, application, claims);
    provider.on("request", (request: IncomingMessage, response) => {
      const answer =
        request.url === "/token"
          ? { access_token: started.token(), id_token: started.token({ aud: "client" }), token_type: "Bearer", expires_in: 3600 }
          : { keys: [{ ...started.keys.publicKey.export({ format: "jwk" }), kid: KEY, alg: "RS256", use: "sig" }] };
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
    });
    application.on("request", (request: IncomingMessage, response) => {
      response.end(JSON.stringify({ path: request.url, raw: request.rawHeaders }));
    });
    for (const server of [provider, application]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  get port(): number {
    return (this.provider.address() as AddressInfo).port;
  }

  get applicationPort(): number {
    return (this.application.address() as AddressInfo).port;
  }

  /** A token for an hour; undefined takes a claim away. */
  token(claims: Claims = {}): string {
    const payload = { exp: Math.floor(Date.now() / 1000) + 3600, ...this.claims, ...claims };
    const text = [{ alg: "RS256", typ: "JWT", kid: KEY }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), this.keys.privateKey).toString("base64url")}`;
  }

  stop(): void {
    for (const server of [this.provider, this.application]) {
      server.close();
      server.closeAllConnections();
    }
  }
}
