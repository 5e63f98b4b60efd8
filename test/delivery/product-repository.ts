import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commit, git } from "./act";

/** A repository of the product `shop` with three commits on main. */
export interface ProductRepository {
  readonly directory: string;
  readonly commits: {
    readonly first: string;
    /** A change of the code. */
    readonly second: string;
    /** A contract migration. */
    readonly contract: string;
  };
}

export const SERVICE = "acme-shop-api";

const VALUES = `serviceAccount: ${SERVICE}
database: { secret: acme-shop-rw, migratorSecret: acme-shop-migrator }
migrations: { command: [db-migrate] }
`;

export function productRepository(home: string): ProductRepository {
  const directory = mkdtempSync(join(home, "product-"));
  const committed = (files: Readonly<Record<string, string>>): string => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    commit(directory, Object.keys(files).join(" "));
    return git(directory, "rev-parse", "HEAD").trim();
  };
  git(directory, "init", "--quiet", "--initial-branch", "main");
  const migration = "-- phase: expand\nCREATE TABLE orders (id bigint);\n";
  const first = committed({ "infra/values-live.yaml": VALUES, "migrations/0001_init.sql": migration });
  const second = committed({ "app.py": "2\n" });
  const contract = committed({ "migrations/0002_drop.sql": "-- phase: contract\nALTER TABLE orders DROP COLUMN id;\n" });
  return { directory, commits: { first, second, contract } };
}
