import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, parseDocument } from "yaml";

const ACME = join(__dirname, "acme");

/**
 * Writes the catalog of an invented family with so many products, in the shape of a real one: two teams and fifteen lines per product, calls, egress,
 * partitions, secrets, sizes. What the products share is acme's.
 * @param directory must not exist yet
 * @param products at least 1
 */
export function generateFamily(directory: string, products: number): void {
  if (!Number.isInteger(products) || products < 1) throw new Error(`got ${products} products; write at least 1`);
  mkdirSync(directory, { recursive: false });
  cpSync(ACME, directory, { recursive: true });
  rmSync(join(directory, "products"), { recursive: true });
  mkdirSync(join(directory, "products"));

  edit(join(directory, "environments.yaml"), (environments) => {
    environments.setIn(["trial", "replicas"], { min: 1, max: 1 });
    environments.setIn(["live", "replicas"], { min: 2, max: 3 });
    // One Postgres cannot hold the connections of hundreds of products.
    environments.setIn(["trial", "database"], "per-product");
    environments.setIn(["trial", "cluster", "monitoring"], {});
  });
  const codes = Array.from({ length: products }, (_, index) => `product${index + 1}`);
  edit(join(directory, "teams.yaml"), (teams) => {
    for (const code of codes) {
      teams.setIn([code], { description: `API of ${code}`, members: ["ada", "linus"] });
      teams.setIn([`${code}-ui`], { description: `UI of ${code}`, parent: code, members: ["grace"] });
    }
  });
  codes.forEach((code, index) => {
    writeFileSync(join(directory, "products", `${code}.yaml`), String(new Document(product(code, index, codes))));
  });
}

function edit(file: string, change: (document: Document.Parsed) => void): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  change(document);
  writeFileSync(file, String(document));
}

function product(code: string, index: number, codes: readonly string[]): object {
  const called = [1, 2, 3].map((step) => codes[(index + step) % codes.length]).filter((other) => other !== code);
  return {
    brand: `Acme ${code}`,
    summary: `Product number ${index + 1} of a generated family`,
    owners: { api: code, ui: `${code}-ui` },
    calls: [...new Set(called)],
    egress: ["203.0.113.0/24:443"],
    secrets: { api: ["PAYMENT_KEY"] },
    database: {
      partitions: { orders: { by: "month", keep: "7y" }, clicks: { by: "day", keep: "90d" } },
      connectionsPerReplica: 1,
      live: { size: index % 10 === 0 ? "large" : "medium", backups: "60d" },
    },
  };
}
