import tseslint from "typescript-eslint";

/** The catalog of this repository and what is emitted from it: its users' to edit, so no test may say what stands in them. */
const LIVE =
  "^(catalog|docs\\u002Fauthentication(\\u002F|$)|\\.github\\u002F(workflows|renovate)|renovate\\.json$|docs\\u002Fworkflows\\.md$)";
const LIVE_MESSAGE =
  "Only test/catalog/ reads this repository's catalog or what is emitted from it; use test/family/acme or test/family/sigma.";

export default tseslint.config(
  { ignores: ["eslint.config.mjs", "node_modules/", "cdktf.out/", ".sandbox/", ".tools/", "**/*.js", "scaffolds/**/files/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./page/site/tsconfig.json"] } },
    rules: {
      // `${number}` in a message is what everybody expects of it.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "no-restricted-imports": [
        "error",
        {
          paths: ["kubernetes", "helm", "github"].map((provider) => ({
            name: `@cdktf/provider-${provider}`,
            message: `Import from @cdktf/provider-${provider}/lib/<resource>: the root costs up to 1.3 s and 190 MB.`,
          })),
        },
      ],
      // `import x = require()` is the module itself, where `import * as x` is a copy of its exports.
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      "no-empty": ["error", { allowEmptyCatch: false }],
      "max-lines": ["error", { max: 300, skipComments: true, skipBlankLines: true }],
      // Longer ones read as steps with names.
      "max-lines-per-function": ["error", { max: 70, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["test/**", "contract/project-folder.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: 'CallExpression[callee.name=/^(join|resolve)$/]:has(> Identifier[name="__dirname"]):has(> Literal[value=/^\\.\\./])',
          message: "Start from PROJECT_FOLDER of contract/project-folder.ts: a path upwards breaks when the file moves.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines": "off", "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["test/**/*.ts"],
    ignores: ["test/catalog/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: `CallExpression[callee.name=/^(join|resolve)$/][arguments.0.name="ROOT"] > Literal[value=/${LIVE}/]`,
          message: LIVE_MESSAGE,
        },
        { selector: "Literal[value=/^(\\.\\.\\u002F)+catalog(\\u002F|$)/]", message: LIVE_MESSAGE },
      ],
    },
  },
);
