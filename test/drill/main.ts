import { accident, restoreBefore } from "./drill";
import { removeRunningServers } from "../postgres/support/postgres-server";
import { removeRepositories } from "../postgres/support/service-repository";

const SIZES = [10, 100, 500, 2000];

/** `npm run drill [-- megabytes …]`: an accident and a restore for each size, with the measured RPO and RTO. */
async function main(sizes: readonly number[]): Promise<void> {
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error("usage: npm run drill [-- megabytes …], such as 10 2000");
  console.log("database    base backup   last WAL archived   RPO       RTO       compared");
  for (const megabytes of sizes) {
    const scene = await accident(megabytes);
    try {
      const { rtoSeconds, rpoSeconds, differences } = await restoreBefore(scene);
      const cells = [
        `${(scene.databaseBytes / 1_048_576).toFixed(0)} MB`.padEnd(12),
        `${scene.backupSeconds.toFixed(1)} s`.padEnd(14),
        `${scene.archivedSeconds.toFixed(1)} s`.padEnd(20),
        `${rpoSeconds.toFixed(2)} s`.padEnd(10),
        `${rtoSeconds.toFixed(1)} s`.padEnd(10),
        differences.length === 0 ? `${Object.keys(scene.before).join(", ")}, migrations: equal` : `DIFFERENT: ${differences.join(", ")}`,
      ];
      console.log(cells.join(""));
      if (differences.length > 0) process.exitCode = 1;
    } finally {
      await scene.cleanUp();
      removeRepositories();
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void removeRunningServers().finally(() => process.exit(130));
  });
}

main(process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
