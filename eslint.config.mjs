import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["eslint.config.mjs", "node_modules/", "cdktf.out/", ".sandbox/", ".tools/", "**/*.js", "scaffolds/**/files/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
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
      "max-lines-per-function": ["error", { max: 80, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines": "off", "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
