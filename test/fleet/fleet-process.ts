import type { FleetRepository } from "../../fleet/rings";
import { updateFleet } from "../../fleet/update-fleet";
import { connected } from "./invented-fleet";

const [root = "", api = "", repositories = "[]"] = process.argv.slice(2);

async function main(): Promise<void> {
  const fleet = await connected(root, api, "2.0.0");
  const props = {
    repositories: JSON.parse(repositories) as readonly FleetRepository[],
    waitMinutes: 0,
    lookEveryMs: 1,
    onVisit: () => undefined,
  };
  await updateFleet({ ...fleet, ...props });
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
