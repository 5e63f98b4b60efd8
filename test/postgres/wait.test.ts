import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { tool } from "../delivery/tool";
import { freePort } from "./support/free-port";
import { serverPort } from "./support/product-database";
import { start } from "./support/run-command";

/** The command that a release of the chart waits with, as it is rendered. */
interface Job {
  readonly kind: string;
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

const CHART = join(__dirname, "../../charts/postgres");
const text = execFileSync(tool("helm3"), ["template", "release", CHART, "--values", join(CHART, "ci/product.yaml")], { encoding: "utf8" });
const job = parseAllDocuments(text)
  .map((document) => document.toJS() as Job | null)
  .find((object) => object?.kind === "Job")!;
const { command, env } = job.spec.template.spec.containers[0]!;

/** Runs it for at most three seconds, with a server's address in place of the Service's. */
async function wait(port: number): Promise<number | null> {
  const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const { outcome } = start("timeout", ["3", ...command], {
    env: { PATH: process.env.PATH, ...given, PGHOST: "127.0.0.1", PGPORT: String(port) },
  });
  return (await outcome).code;
}

it("ends when a server answers, whether or not it would let anybody in", async () => {
  await expect(wait(serverPort())).resolves.toBe(0);
});

it("goes on while none does", async () => {
  const STOPPED_BY_TIMEOUT = 124;
  await expect(wait(await freePort())).resolves.toBe(STOPPED_BY_TIMEOUT);
});
