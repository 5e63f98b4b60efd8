import { newServer, type PostgresServer } from "./postgres-server";

declare global {
  // jest runs set-up and teardown in one process.
  var postgresServer: PostgresServer | undefined;
}

/** One server for all test files; each test makes databases and roles of its own. Nothing here has to survive a crash of the machine. */
export default async function setup(): Promise<void> {
  const server = await newServer();
  server.configure({
    fsync: "off",
    full_page_writes: "off",
    max_connections: "60",
    log_min_messages: "fatal",
    timezone: "America/New_York",
  });
  await server.start();
  globalThis.postgresServer = server;
  process.env.SIGMA_TEST_POSTGRES_PORT = String(server.port);
}
