import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import { readFileSync } from "node:fs";
import type { KeyPair } from "../cluster/support/certificate-authority";

export interface Served {
  readonly port: number;
  readonly stop: () => void;
}

/** A server on a free port of the loopback; with TLS where a certificate is given. */
export async function serve(answer: RequestListener, serving?: KeyPair): Promise<Served> {
  const server = serving
    ? createServer({ cert: readFileSync(serving.certificate), key: readFileSync(serving.key) }, answer)
    : createPlainServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback gave no port");
  return {
    port: address.port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
