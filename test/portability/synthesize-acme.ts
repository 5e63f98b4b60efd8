/** Synthesizes the invented family into the folder that is named, and prints which library did it: `synthesize-acme.ts <folder>`. */
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { synthesize } from "../../stacks/synthesize";
import { allowedActions } from "../../workflows/allowed-actions";

const [outputDirectory] = process.argv.slice(2);
if (outputDirectory === undefined) throw new Error("name the folder for the result");
const family = loadFamily(join(__dirname, "../family/acme"));
synthesize({ family, allowedActions: allowedActions(family), outputDirectory });
const libraries = ["cdktf", "cdktn"].filter((name) =>
  Object.keys(require.cache).some((file) => file.includes(join("node_modules", name, "lib", "app"))),
);
process.stdout.write(libraries.join(" "));
