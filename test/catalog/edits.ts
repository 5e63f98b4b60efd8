import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument, type Document } from "yaml";
import { familyWithChanges } from "../../cli/catalog-edits/changed-catalog";
import { newProduct } from "../../cli/catalog-edits/new-product";
import { writeChanges } from "../../cli/catalog-edits/write-changes";
import { loadFamily } from "../../model/load";

/** An edit that a person makes in the folder of any catalog. */
type Edit = (catalog: string) => void;

const RELEASED = { released: { ["1".repeat(40)]: "v1.0.0" } };
const ROLES = { plan: "arn:aws:iam::000000000000:role/plan", apply: "arn:aws:iam::000000000000:role/apply" };
const S3 = { backend: "s3", bucket: "family-state", region: "eu-central-1", roles: ROLES };

/** Changes a YAML file through its document, so that its comments stay. */
function change(catalog: string, file: string, edit: (document: Document) => void): void {
  const path = join(catalog, file);
  const document = parseDocument(readFileSync(path, "utf8"));
  edit(document);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

const set =
  (file: string, path: readonly string[], value: unknown): Edit =>
  (catalog) => {
    change(catalog, file, (document) => {
      document.setIn(path, document.createNode(value));
    });
  };

/** The other of the two values of a switch. */
const flip =
  (file: string, path: readonly string[], [first, second]: readonly [unknown, unknown]): Edit =>
  (catalog) => {
    change(catalog, file, (document) => {
      document.setIn(path, document.getIn(path) === second ? first : second);
    });
  };

const both =
  (...edits: readonly Edit[]): Edit =>
  (catalog) => {
    for (const edit of edits) edit(catalog);
  };

/** Takes out what products say of their database in an environment. */
const withoutDatabase =
  (environment: string): Edit =>
  (catalog) => {
    for (const file of yamlFiles(catalog).filter((each) => each.startsWith("products/")))
      change(catalog, file, (document) => {
        if (document.hasIn(["database", environment])) document.deleteIn(["database", environment]);
      });
  };

const everyEnvironment =
  (path: readonly string[], ...edits: readonly ((file: string, path: readonly string[]) => Edit)[]): Edit =>
  (catalog) => {
    for (const name of keysOf(catalog, "environments.yaml")) for (const edit of edits) edit("environments.yaml", [name, ...path])(catalog);
  };

const keysOf = (catalog: string, file: string): readonly string[] => {
  const { contents } = parseDocument(readFileSync(join(catalog, file), "utf8"));
  return isMap(contents) ? contents.items.map(({ key }) => String(key)) : [];
};

const codesOf = (catalog: string): readonly string[] => Object.keys(loadFamily(catalog).products);

const yamlFiles = (catalog: string): readonly string[] =>
  readdirSync(catalog, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));

function rewriteAll(catalog: string, rewrite: (text: string) => string): void {
  for (const file of yamlFiles(catalog)) writeFileSync(join(catalog, file), rewrite(readFileSync(join(catalog, file), "utf8")));
}

/** Adds a product as `sigma new product` does, of a code that the family does not have. */
const addProduct: Edit = (catalog) => {
  const family = loadFamily(catalog);
  const code = ["quant", "quay", "reef"].find((each) => !Object.hasOwn(family.products, each)) ?? "zephyr";
  const changes = newProduct(family, catalog, code, { owner: code });
  familyWithChanges(catalog, changes);
  writeChanges(catalog, changes);
};

/** Sets the state of the first product, and takes it from the calls of the others. */
const firstProductIs =
  (state: string): Edit =>
  (catalog) => {
    const [first = "", ...others] = codesOf(catalog);
    set(`products/${first}.yaml`, ["state"], state)(catalog);
    for (const other of others) {
      change(catalog, `products/${other}.yaml`, (document) => {
        const { calls } = document.toJS() as { readonly calls?: readonly string[] };
        if (calls)
          document.setIn(
            ["calls"],
            calls.filter((code) => code !== first),
          );
      });
    }
  };

/** Edits by which a person adds, confirms, switches, retires and renames. */
export const EDITS: Readonly<Record<string, Edit>> = {
  "a product added with sigma new": addProduct,
  "a product archived": firstProductIs("archived"),
  "a product planned": firstProductIs("planned"),
  "every fact confirmed": (catalog) => {
    rewriteAll(catalog, (text) => text.replace(/^ *# to be confirmed\b.*\n| +#.*\bto be confirmed\b.*$/gm, ""));
  },
  "the other gateway mode": flip("family.yaml", ["gateway"], ["direct", "gateway"]),
  "another header of the caller": set("family.yaml", ["actorHeader"], "X-Caller"),
  "everything public on the plan team": both(set("family.yaml", ["plan"], "team"), set("family.yaml", ["visibility"], "public")),
  "everything public on the plan free": both(set("family.yaml", ["plan"], "free"), set("family.yaml", ["visibility"], "public")),
  "everything internal": set("family.yaml", ["visibility"], "internal"),
  "a shared database of the platform": (catalog) => {
    const { repositories } = loadFamily(catalog);
    const owner = Object.values(repositories).find(({ contents }) => contents === "platform");
    set("family.yaml", ["database", "platform"], { name: "family_platform", owner: owner?.name })(catalog);
  },
  "state in an object store": set("family.yaml", ["state"], S3),
  "a first release": both(set("family.yaml", ["state"], S3), set("family.yaml", ["workflows"], RELEASED)),
  "another registry and domain": (catalog) => {
    const { domain } = loadFamily(catalog);
    set("family.yaml", ["registry"], "registry.example.org")(catalog);
    rewriteAll(catalog, (text) => text.replaceAll(domain, "example.org"));
  },
  "another name of the family and of its organization": (catalog) => {
    const { name, organization } = loadFamily(catalog);
    rewriteAll(catalog, (text) => text.replaceAll(organization, "wavecorp").replaceAll(new RegExp(`\\b${name}(?=\\b|_)`, "g"), "wave"));
  },
  "one database for all products everywhere": both(
    everyEnvironment(["database"], (file, path) => set(file, path, "consolidated")),
    everyEnvironment([], (_, [environment = ""]) => withoutDatabase(environment)),
  ),
  "a database for each product everywhere": both(
    everyEnvironment(["database"], (file, path) => set(file, path, "per-product")),
    everyEnvironment(["cluster", "monitoring"], (file, path) => set(file, path, { labels: { release: "metrics" } })),
  ),
  "operators that are there already": everyEnvironment(["cluster", "operators"], (file, path) =>
    flip(file, path, ["managed", "preinstalled"]),
  ),
  "clusters whose tokens a command prints": everyEnvironment(
    ["cluster"],
    (file, path) => set(file, [...path, "access"], "exec"),
    (file, path) => set(file, [...path, "command"], ["token", "--print"]),
  ),
  "databases spread over nodes": everyEnvironment(["cluster", "spread"], (file, path) => flip(file, path, ["zone", "node"])),
  "a secret that pulls images": everyEnvironment(["cluster", "imagePullSecret"], (file, path) => set(file, path, "registry")),
  "monitoring everywhere": everyEnvironment(["cluster", "monitoring"], (file, path) => set(file, path, { labels: { release: "metrics" } })),
  "tags admitted everywhere": everyEnvironment(["allowTags"], (file, path) => set(file, path, true)),
  "archives that a Secret opens": everyEnvironment(["archive"], (file, path) => (catalog) => {
    change(catalog, file, (document) => {
      document.setIn([...path, "credentials"], "archive-credentials");
      document.deleteIn([...path, "roleArn"]);
    });
  }),
  "one environment less": (catalog) => {
    const [first = ""] = keysOf(catalog, "environments.yaml");
    change(catalog, "environments.yaml", (document) => {
      document.delete(first);
    });
    withoutDatabase(first)(catalog);
  },
  "no product but the last one": (catalog) => {
    const codes = codesOf(catalog);
    for (const code of codes.slice(0, -1)) {
      rmSync(join(catalog, "products", `${code}.yaml`));
      rmSync(join(catalog, "products", code), { recursive: true, force: true });
    }
    const [last = ""] = codes.slice(-1);
    change(catalog, `products/${last}.yaml`, (document) => {
      document.delete("calls");
    });
  },
};
