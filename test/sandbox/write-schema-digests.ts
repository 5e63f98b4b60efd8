/**
 * `npx tsx test/sandbox/write-schema-digests.ts <folder>`: records the digests of the genuine provider schemas in the folder, one `<name>-<version>.json` per
 * provider. Needed once for each version of a provider, wherever `terraform providers schema -json` reaches the registry.
 */
import { writeFileSync } from "node:fs";
import { DIGESTS_FILE, digestsOfGenuine } from "./schema-digests";

const [folder = process.env.SIGMA_PROVIDER_SCHEMAS] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npx tsx test/sandbox/write-schema-digests.ts <folder with <name>-<version>.json>");
writeFileSync(DIGESTS_FILE, `${JSON.stringify(digestsOfGenuine(folder), null, 2)}\n`);
