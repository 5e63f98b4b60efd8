import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Accident, accident, GENERATIONS, restoreBefore, withRestored } from "../drill/drill";
import { LAST_MIGRATION } from "../drill/product";
import { restore } from "../drill/restore";
import { runbookMessage } from "../drill/runbook-message";
import { value } from "../drill/sessions";
import { removeRepositories } from "./support/service-repository";

let scene: Accident;

beforeAll(async () => {
  scene = await accident(10);
}, 240_000);

afterAll(async () => {
  await scene.cleanUp();
  removeRepositories();
});

it("restores rows, ledgers, roles and rights to just before the accident, and archives under the next generation", async () => {
  const { differences, rpoSeconds, rtoSeconds } = await restoreBefore(scene);
  expect(differences).toEqual([]);
  expect(rpoSeconds).toBeGreaterThanOrEqual(0);
  expect(rpoSeconds).toBeLessThan(60);
  expect(existsSync(scene.store.generation(GENERATIONS[1]))).toBe(true);
  console.log(
    `10 MB: RPO ${rpoSeconds.toFixed(2)} s, RTO ${rtoSeconds.toFixed(1)} s, last WAL archived after ${scene.archivedSeconds.toFixed(1)} s`,
  );
}, 240_000);

it("restores to before a migration, at the WAL position that the ledger holds for it", async () => {
  await withRestored(scene.barman, { recovery_target_lsn: scene.beforeMigration }, GENERATIONS[2], async ({ server }) => {
    expect(await value(server, "SELECT string_agg(name, ',') FROM app.schema_migrations")).toBe("0001_init.sql");
    expect(
      await value(server, "SELECT count(*)::int FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'price'"),
    ).toBe(0);
    // The run that comes next applies it again.
    expect(scene.before.ledger).toContain(LAST_MIGRATION);
  });
}, 240_000);

describe("what the runbook says when", () => {
  const runbook = readFileSync(resolve(__dirname, "../../docs/runbooks/restore-drill.md"), "utf8");
  const refused = (target: string): Promise<string> =>
    restore(scene.barman, GENERATIONS[0], { recovery_target_time: target }, "unused").then(
      () => "restored",
      (error: unknown) => (error as Error).message,
    );
  // An output without a sentence shows itself in the failure.
  const sentence = (output: string): string => runbookMessage(output) ?? output;

  it("the restored database would archive under a generation in use", async () => {
    const { code, stdout, stderr } = await scene.barman.checkEmpty(GENERATIONS[0]);
    expect(code).not.toBe(0);
    const message = sentence(stdout + stderr);
    expect(message).toMatch(/^This archive generation is in use/);
    expect(runbook).toContain(message);
    expect((await scene.barman.checkEmpty("acme-shop-pg-g9")).code).toBe(0);
  });

  it("the target is past the archive", async () => {
    const message = sentence(await refused(scene.tooLate));
    expect(message).toMatch(/^The target is later than/);
    expect(runbook).toContain(message);
  }, 240_000);

  it("the target is before the window", async () => {
    const message = sentence(await refused(scene.tooEarly));
    expect(message).toMatch(/^The target is earlier than/);
    expect(runbook).toContain(message);
  }, 240_000);
});
