import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves the page on this machine alone, on a free port, until the process is told to end. */
export async function servePage(html: string, started: (address: string) => void): Promise<void> {
  const server = createServer((request, response) => {
    const found = request.method === "GET" && new URL(request.url ?? "/", "http://localhost").pathname === "/";
    if (found)
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff" })
        .end(html);
    else response.writeHead(404, { "content-type": "text/plain" }).end("only / is here\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  started(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  server.close();
  server.closeAllConnections();
}
