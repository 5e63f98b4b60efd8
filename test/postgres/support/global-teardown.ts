import { removeServer } from "./postgres-server";

export default async function teardown(): Promise<void> {
  const server = globalThis.postgresServer;
  if (server === undefined) return;
  await server.stop("immediate");
  removeServer(server);
}
