import { KIND_IN_CATALOG, KIND_DESCRIPTOR, KIND_FILES, KIND_WORKFLOWS } from "../../contract/mobile-app";
import { type Addition, before } from "../addition";

/** Rows about entries, kinds and fields of the catalog, and about its checks. */
export const CATALOG_ADDITIONS: readonly Addition[] = [
  { row: "a product", command: ["new", "product", "quant", "--owner", "quant", "--new-team"] },
  {
    row: "a shared repository",
    command: ["new", "repository", "sigma-options-packs", "--kind", "packs", "--owner", "research", "--summary", "Packs of option models"],
  },
  { row: "a repository kind", edits: [...KIND_IN_CATALOG, ...KIND_DESCRIPTOR, ...KIND_WORKFLOWS], files: KIND_FILES },
  {
    row: "a field of the catalog",
    edits: [
      ["model/schema/product.ts", "SECRET_NAME } from", "SECRET_NAME, TOPIC } from"],
      before(
        "model/schema/product.ts",
        "  calls: z.array",
        '  topics: z.array(word(TOPIC)).default([]).describe("Topics of its repositories on GitHub beside its code"),\n',
      ),
      before(
        "model/family.ts",
        "  readonly calls: readonly string[];\n",
        "  /** Of its repositories on GitHub, beside its code. */\n  readonly topics: readonly string[];\n",
      ),
      before("model/resolve/resolve.ts", "    calls: spec.calls,\n", "    topics: spec.topics,\n"),
      ["model/resolve/resolve-repositories.ts", "topics: [product.code]", "topics: [product.code, ...product.topics]"],
      before(
        "model/edits/of-products.ts",
        "  [`${IN}.calls`]",
        '  [`${IN}.topics`]: field("github", notice("GitHub lists its repositories under other topics")),\n',
      ),
      before(
        "test/cli/terraform/edits/products-edits.ts",
        '  {\n    edit: "another summary",',
        `  {
    edit: "topics of a product",
    edits: [[TIDE, "brand:", "topics: [sea]\\nbrand:"]],
    says: ["github: noticed tide: topics none → sea: GitHub lists its repositories under other topics"],
  },
`,
      ),
    ],
  },
  {
    row: "a check",
    edits: [
      before(
        "model/checks/names.ts",
        "interface Name {",
        `/** A summary says what the brand does not. */
export const checkSummariesAreNoBrands: Check = {
  name: "summaries",
  waivable: false,
  run: ({ products }) =>
    Object.values(products).flatMap(({ brand, summary, at }) =>
      summary === brand ? [finding(at("summary"), \`"\${summary}" is the brand; write what the product does\`)] : [],
    ),
};

`,
      ),
      before(
        "test/bad-catalogs/products.ts",
        '  "unknown-environment": {',
        `  "summary-that-is-the-brand": {
    edits: [["products/tide.yaml", "summary: Tells the tide", "summary: Acme Tide"]],
    refusals: ['products/tide.yaml:2:1 summary: "Acme Tide" is the brand; write what the product does'],
  },
`,
      ),
    ],
  },
];
