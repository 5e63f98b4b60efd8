import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { newServer, removeServer, SUPERUSER_PASSWORD, type PostgresServer } from "../postgres/support/postgres-server";
import { run, start } from "../postgres/support/run-command";
import { ROOT, tool } from "../delivery/tool";
import { born } from "./born";
import { image } from "./image";
import { endRunning, runningApi } from "./running-api";
import { virtualEnvironment } from "../virtual-environment";

/** An API as people and clusters run it: its image's command, its values, its Makefile; on a real Postgres. */

let server: PostgresServer;

beforeAll(async () => {
  server = await newServer();
  await server.start();
});

afterEach(endRunning);

afterAll(async () => {
  await server.stop("immediate");
  removeServer(server);
});

const NEW_RUN = { pack_id: "momentum", model_version: "1.0.0", from_at: "2025-01-01T00:00:00Z", until_at: "2026-01-01T00:00:00Z" };

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly page: { readonly next_cursor: string | null };
}

it("runs from its image: migrates, writes, pages, survives the loss of its database, ends when told to", async () => {
  const { folder, environment, command } = image(born("acme", "acme-shop-api"));
  const contract = {
    ...environment,
    TMPDIR: join(folder, ".."),
    DB_HOST: "127.0.0.1",
    DB_PORT: String(server.port),
    DB_NAME: "acme_shop",
    DB_PASSWORD: "of-every-role",
    DB_SCHEMA: "app",
  };
  const migrator = { ...contract, DB_USER: "acme_shop_migrator", DB_ADMIN_USER: "postgres", DB_ADMIN_PASSWORD: SUPERUSER_PASSWORD };
  await run("python", ["-m", "scripts.migrate", "prepare"], { cwd: folder, env: migrator });
  // The command of the migrations in infra/values-*.yaml.
  await run("python", ["-m", "scripts.migrate", "apply"], { cwd: folder, env: migrator });

  const writer = { ...contract, DB_USER: "acme_shop_rw", ACTOR_HEADER: "X-Actor" };
  const api = await runningApi(command, folder, writer);
  await api.answers("/readyz", 200);

  const ada = { "X-Actor": "ada" };
  expect((await api.ask("/backtest-runs", NEW_RUN)).status).toBe(401);
  for (let count = 0; count < 5; count += 1) expect((await api.ask("/backtest-runs", NEW_RUN, ada)).status).toBe(201);
  const first = (await api.ask("/audit-logs?actor=ada&limit=3", undefined, ada)).body as Page;
  const second = (await api.ask(`/audit-logs?actor=ada&limit=3&cursor=${first.page.next_cursor}`, undefined, ada)).body as Page;
  expect([first.data.length, second.data.length, second.page.next_cursor]).toEqual([3, 2, null]);
  expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(5);

  const worker = await runningApi(["python", "-m", "workers.abandoned_runs"], folder, writer);
  await server.stop("immediate");
  await api.answers("/readyz", 503);
  await api.answers("/healthz", 200);
  await server.start();
  await api.answers("/readyz", 200);
  expect((await api.ask("/backtest-runs", NEW_RUN, ada)).status).toBe(201);
  await run("python", ["-m", "workers.alive", "60"], { cwd: folder, env: writer });

  expect((await worker.end()).code).toBe(0);
  const { stdout } = await api.end();
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ path, status }) => path === "/backtest-runs" && status === 201)).toHaveLength(6);
  expect(lines.at(-1)).toMatchObject({ message: expect.stringMatching(/^Finished server process/) as string });
});

it("says everything that its environment lacks, and does not start", async () => {
  const { folder, environment, command } = image(born("acme", "acme-shop-api"));
  const [program = "", ...args] = command;
  const { code, stderr } = await start(program, args, { cwd: folder, env: { ...environment, DB_PORT: "none", ACTOR_DEFAULT: "ada" } })
    .outcome;
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "DB_HOST is not set\nDB_PORT is 'none'; allowed is a whole number from 1 to 65535\nDB_NAME is not set\nDB_USER is not set\nDB_PASSWORD is not set\nACTOR_DEFAULT is 'ada'; only a laptop has a caller by default: set ACTOR_LAPTOP=yes there, and remove ACTOR_DEFAULT everywhere else\n",
  });
});

it("starts on a laptop as its README says, with the local example of its database", async () => {
  const repository = born("sigma", "sigma-lab-api");
  const example = readFileSync(join(repository, ".env.example"), "utf8");
  expect(example).toMatch(/^DB_NAME=edge_lab\nDB_SCHEMA=app$/m);
  writeFileSync(
    join(repository, ".env"),
    example
      .replace("DB_PORT=5432", `DB_PORT=${server.port}`)
      .replace("DB_PASSWORD=local", "DB_PASSWORD='of $every# $(role)$$'")
      .replace("DB_ADMIN_PASSWORD=local", `DB_ADMIN_PASSWORD=${SUPERUSER_PASSWORD}`),
  );
  const python = virtualEnvironment(join(repository, "requirements-dev.txt"));
  const env = { PATH: [join(python, "bin"), process.env["PATH"]].join(delimiter) };
  await run("python", ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."], {
    cwd: repository,
    env,
  });
  const made = await run("make", ["db-prepare", "db-migrate", "seed"], { cwd: repository, env });
  expect(made).toMatch(/120 rows are new/);
  expect(await run("make", ["db-migrate", "seed"], { cwd: repository, env })).toMatch(/\n0 rows are new/);
  expect(await run("make", ["db-migrate-undo", "db-migrate", "db-migrate-dry"], { cwd: repository, env })).toMatch(
    /edge_lab_scratch is as it was/,
  );

  // What the caller says counts more than the file.
  await expect(run("make", ["db-migrate"], { cwd: repository, env: { ...env, DB_NAME: "elsewhere" } })).rejects.toThrow(
    /"elsewhere" does not exist/,
  );

  // Another reader of the file, and of the password that make gave to the roles.
  const api = await runningApi(["bash", "-c", "set -a; . ./.env; exec python -m edge_lab_api"], repository, env);
  await api.answers("/readyz", 200);
  const sizes: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await api.ask(`/backtest-runs?limit=50${cursor === "" ? "" : `&cursor=${cursor}`}`);
    sizes.push((body as Page).data.length);
    cursor = (body as Page).page.next_cursor;
  }
  expect(sizes).toEqual([50, 50, 20]);
  await api.end();
});

it.each([
  ["acme-shop-api", "tests/unit/test_seed.py"],
  ["acme-base", "tests/unit/test_seed_data.py"],
])("leaves nothing of the tests of %s on the server that a developer gave them", async (name, tests) => {
  const repository = born("acme", name);
  const python = join(virtualEnvironment(join(repository, "requirements-dev.txt")), "bin/python");
  const own = { DB_HOST: "127.0.0.1", DB_PORT: String(server.port), DB_ADMIN_USER: "postgres", DB_ADMIN_PASSWORD: SUPERUSER_PASSWORD };
  const before = await namesOnServer();
  await run(python, ["-m", "pytest", "--quiet", tests], { cwd: repository, env: { ...process.env, ...own } });
  expect(await namesOnServer()).toEqual(before);
});

/** Its databases and roles. */
async function namesOnServer(): Promise<unknown> {
  const client = new Client({ host: "127.0.0.1", port: server.port, user: "postgres", password: SUPERUSER_PASSWORD, database: "postgres" });
  await client.connect();
  try {
    return (await client.query("SELECT datname AS name FROM pg_database UNION ALL SELECT rolname FROM pg_roles ORDER BY name")).rows;
  } finally {
    await client.end();
  }
}

describe.each([
  ["acme", "acme-shop-api", "shop"],
  ["sigma", "sigma-lab-api", "lab"],
] as const)("the infra/ of %s", (catalog, name, product) => {
  const repository = born(catalog, name);

  it("has a Dockerfile without findings", () => {
    execFileSync(tool("hadolint"), ["infra/Dockerfile"], { cwd: repository });
    execFileSync(tool("checkov"), ["--quiet", "--compact", "--framework", "dockerfile", "--file", "infra/Dockerfile"], {
      cwd: repository,
      stdio: "pipe",
      env: { ...process.env, BC_SKIP_MAPPING: "TRUE" },
    });
  });

  it("has values that the chart takes, for every environment", () => {
    const files = readdirSync(join(repository, "infra")).filter((file) => file.startsWith("values-"));
    expect(files).toEqual(
      catalog === "acme" ? ["values-live.yaml", "values-trial.yaml"] : ["values-dev.yaml", "values-prod.yaml", "values-stg.yaml"],
    );
    for (const file of files) {
      const platform = [
        `environment=test`,
        `product=${product}`,
        `image=registry.acme.test/acme-corp/${name}@sha256:${"0".repeat(64)}`,
        "host=api.acme.test",
      ];
      const args = [
        "template",
        name,
        join(ROOT, "charts/service"),
        "--values",
        `infra/${file}`,
        ...platform.flatMap((each) => ["--set", each]),
      ];
      const rendered = execFileSync(tool("helm3"), args, { cwd: repository, encoding: "utf8", stdio: "pipe" });
      expect(rendered).toMatch(/name: \S+-migrator\n/);
      expect(readFileSync(join(repository, "infra", file), "utf8")).not.toContain("ACTOR_");
      expect(() => execFileSync(tool("helm3"), [...args, "--set", "env.DB_HOST=elsewhere"], { cwd: repository, stdio: "pipe" })).toThrow(
        /DB_HOST|env/,
      );
    }
  });
});
