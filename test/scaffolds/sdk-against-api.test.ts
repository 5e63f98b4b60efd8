import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { newServer, removeServer, SUPERUSER_PASSWORD, type PostgresServer } from "../postgres/support/postgres-server";
import { run } from "../postgres/support/run-command";
import { born } from "./born";
import { image } from "./image";
import { runningApi, type RunningApi } from "./running-api";
import { virtualEnvironment } from "../virtual-environment";

/** The born SDK and a born API, which have met in nothing but their golden files. */

let server: PostgresServer;
let api: RunningApi;

beforeAll(async () => {
  server = await newServer();
  await server.start();
  const { folder, environment, command } = image(born("acme", "acme-shop-api"));
  const contract = {
    DB_HOST: "127.0.0.1",
    DB_PORT: String(server.port),
    DB_NAME: "acme_shop",
    DB_PASSWORD: "of-every-role",
    DB_SCHEMA: "app",
  };
  const migrator = { DB_USER: "acme_shop_migrator", DB_ADMIN_USER: "postgres", DB_ADMIN_PASSWORD: SUPERUSER_PASSWORD };
  for (const step of ["prepare", "apply"])
    await run("python", ["-m", "scripts.migrate", step], { cwd: folder, env: { ...environment, ...contract, ...migrator } });
  api = await runningApi(command, folder, {
    ...environment,
    ...contract,
    DB_USER: "acme_shop_rw",
    ACTOR_DEFAULT: "ada",
    ACTOR_LAPTOP: "yes",
  });
  await api.answers("/readyz", 200);
});

afterAll(async () => {
  await api.end();
  await server.stop("immediate");
  removeServer(server);
});

/** What a program of the SDK's users prints, as JSON. */
function program(text: string): unknown {
  const repository = born("acme", "acme-old");
  const python = join(virtualEnvironment(join(repository, "requirements-dev.txt")), "bin/python");
  return JSON.parse(execFileSync(python, ["-c", text, api.url], { cwd: repository, encoding: "utf8" }));
}

const BEGIN = `
import json, sys
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4
from acme_old import Client, InvalidRequestError, NotFoundError, audit_logs, backtest_runs
from acme_old.backtest_runs import NewBacktestRun

client = Client(sys.argv[1])
wanted = NewBacktestRun(
    pack_id="momentum",
    model_version="1.2.0",
    from_at=datetime(2025, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))),
    until_at=datetime(2026, 1, 1, tzinfo=UTC),
    # A database keeps none of the last four as they are written here.
    parameters={"window": 20, "cost": 0.001, "note": "Größe", "one": 1.0, "zero": -0.0, "small": 1e-7, "round": [1e15]},
)
`;

it("asks for a run, finds it again with its lineage, and reads who did it", () => {
  const told = program(`${BEGIN}
run = backtest_runs.request(client, wanted)
(action,) = audit_logs.find(client, entity=("backtest_run", str(run.id)))
print(json.dumps([
    backtest_runs.read(client, run.id) == run,
    run.lineage == backtest_runs.lineage_of(wanted).digest() == backtest_runs.lineage_of(run).digest(),
    run.requested_by,
    [action.actor, action.action, action.after["lineage"] == run.lineage],
]))`);
  expect(told).toEqual([true, true, "ada", ["ada", "request", true]]);
});

it("reads a long list to its end, every run once, newest first, while others are added", () => {
  const told = program(`${BEGIN}
mine = wanted.model_copy(update={"pack_id": "paged"})
made = [backtest_runs.request(client, mine).id for _ in range(7)]
seen = []
for run in backtest_runs.find(client, pack_id="paged", limit=3):
    if len(seen) == 3:
        backtest_runs.request(client, mine)
    seen.append(run.id)
print(json.dumps([seen == made[::-1], [run.id for run in backtest_runs.find(client, pack_id="paged", status="failed")]]))`);
  expect(told).toEqual([true, []]);
});

it("says what was refused, by kind, code and place", () => {
  const told = program(`${BEGIN}
refusals = []
for call in (
    lambda: backtest_runs.read(client, uuid4()),
    lambda: list(backtest_runs.find(client, limit=999)),
    lambda: client.page("/backtest-runs", backtest_runs.BacktestRun, cursor="made-up"),
    lambda: backtest_runs.request(client, wanted.model_copy(update={"until_at": wanted.from_at})),
    lambda: backtest_runs.request(client, wanted.model_copy(update={"parameters": {"volume": 1e22}})),
):
    try:
        call()
    except (NotFoundError, InvalidRequestError) as error:
        refusals.append([type(error).__name__, error.code, [detail.field for detail in error.details], error.request_id != ""])
print(json.dumps(refusals))`);
  expect(told).toEqual([
    ["NotFoundError", "not_found", [], true],
    ["InvalidRequestError", "validation_failed", ["query.limit"], true],
    ["InvalidRequestError", "invalid_cursor", ["query.cursor"], true],
    ["InvalidRequestError", "validation_failed", ["body"], true],
    ["InvalidRequestError", "validation_failed", ["body.parameters"], true],
  ]);
});
