import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchTerraform } from "../../cli/setup/fetch-terraform";
import { terraformProgram } from "../../cli/setup/terraform-program";
import { zipOf } from "./zip-of";

const PLATFORM = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
const ARCHIVE = zipOf({ "LICENSE.txt": "free to use", terraform: "#!/bin/sh\necho fetched $1\n" });
const SHA256 = createHash("sha256").update(ARCHIVE).digest("hex");

let root: string;
let server: Server;
let from: string;
let served: readonly string[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "setup-"));
  served = [];
  server = createServer((request, response) => {
    served = [...served, request.url ?? ""];
    if (request.url?.includes("/9.9.9/")) response.end(ARCHIVE);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  rmSync(root, { recursive: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const fetched = (options: { readonly version?: string; readonly sha256?: Readonly<Record<string, string>> } = {}): Promise<string> =>
  fetchTerraform(root, { from, version: "9.9.9", sha256: { [PLATFORM]: SHA256 }, ...options });

it("fetches the release for this platform into .tools, where the commands find it", async () => {
  const file = await fetched();
  expect(served).toEqual([`/terraform/9.9.9/terraform_9.9.9_${PLATFORM}.zip`]);
  expect(execFileSync(file, ["plan"], { encoding: "utf8" })).toBe("fetched plan\n");
  expect(terraformProgram({ PATH: "" }, root)).toBe(file);
  expect(readdirSync(join(root, ".tools/bin"))).toEqual(["terraform"]);
});

it("refuses a file with another checksum and installs nothing", async () => {
  await expect(fetched({ sha256: { [PLATFORM]: "0".repeat(64) } })).rejects.toThrow(
    `${from}/terraform/9.9.9/terraform_9.9.9_${PLATFORM}.zip is not the file that was released: its SHA-256 is ${SHA256} instead of ${"0".repeat(64)}, so it was thrown away`,
  );
  expect(existsSync(join(root, ".tools"))).toBe(false);
});

it("reports the server's answer when the release does not exist", async () => {
  await expect(fetched({ version: "9.9.8" })).rejects.toThrow(
    `${from}/terraform/9.9.8/terraform_9.9.8_${PLATFORM}.zip could not be fetched (it answers 404)`,
  );
});

it("says which address could not be reached without a network", async () => {
  await expect(fetchTerraform(root, { from: "http://127.0.0.1:1", version: "9.9.9", sha256: { [PLATFORM]: SHA256 } })).rejects.toThrow(
    /^http:\/\/127\.0\.0\.1:1\/terraform\/9\.9\.9\/\S+ could not be fetched \([^)]+\)$/,
  );
});

it("fetches nothing for a platform whose checksum is not known", async () => {
  await expect(fetched({ sha256: {} })).rejects.toThrow(`no Terraform is fetched for ${PLATFORM}`);
  expect(served).toEqual([]);
});
