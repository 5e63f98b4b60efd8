/** The directions of the layout: data flows from the catalog outward, and only the composition roots know it. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: "^(catalog|model|stacks|constructs|charts|workflows|scaffolds|cli|sandbox|node_modules)/", pathNot: allowed },
});

module.exports = {
  forbidden: [
    // A cycle of types alone is gone at run time.
    { name: "no-circular", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "not-to-unresolvable", severity: "error", from: { pathNot: "^cli/sigma\\.js$" }, to: { couldNotResolve: true } },
    only(
      "model-alone",
      "^model/",
      "^(model|node_modules/(zod|yaml|ipaddr\\.js|fastest-levenshtein))/",
      "the catalog, typed: no cdktf, no network",
    ),
    only(
      "constructs-alone",
      "^constructs/",
      "^((constructs|node_modules/(cdktf|cdktn|constructs|yaml|@cdktf/provider-[a-z]+/lib))/|charts/[a-z]+-values\\.ts)",
      "props in, resources out: no model; of the charts the emitted types of their values",
    ),
    only(
      "stacks",
      "^stacks/",
      "^(stacks/|constructs/|model/|workflows/actions\\.ts|node_modules/(cdktf|cdktn|constructs|ajv)/)",
      "the translation from the family to props",
    ),
    only(
      "workflow-builders-alone",
      "^workflows/(?!(emit|library-props)\\.ts)",
      "^(workflows|node_modules/yaml)/",
      "pure functions of props",
    ),
    only(
      "workflow-props",
      "^workflows/library-props\\.ts",
      "^(workflows|model)/",
      "the translation from the family to the builders' props",
    ),
    only(
      "workflows-emit",
      "^workflows/emit\\.ts",
      "^((workflows|model|node_modules/(yaml|write-file-atomic))/|stacks/authentication-files\\.ts|charts/chart-files\\.ts)",
      "the composition root of emitted files; what a cluster admits is a construct's text, so its translation is in stacks/",
    ),
    only("sandbox-alone", "^sandbox/", "^(sandbox|node_modules)/", "knows neither catalog nor constructs"),
    only("scaffolds", "^scaffolds/(?!render\\.ts)", "^(scaffolds|model|node_modules/(zod|eta))/", "templates and facts; no workflows"),
    only(
      "scaffolds-render",
      "^scaffolds/render\\.ts",
      "^(scaffolds|model)/|^workflows/(callers/|files\\.ts|library(-props)?\\.ts|model\\.ts|render\\.ts)",
      "the composition root of the repositories' files: templates, and the callers of the family's workflows",
    ),
    {
      name: "nobody-uses-cli",
      severity: "error",
      from: { path: "^(model|stacks|constructs|workflows|scaffolds|sandbox)/" },
      to: { path: "^cli/" },
    },
    {
      name: "only-main-knows-the-actions",
      severity: "error",
      from: { path: "^stacks/(?!main\\.ts)" },
      to: { path: "^workflows/" },
    },
    {
      name: "no-provider-roots",
      comment: "the root of a provider package costs up to 1.3 s and 190 MB",
      severity: "error",
      from: {},
      to: { path: "^node_modules/@cdktf/provider-[a-z]+/(lib/)?index\\.js$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(eslint\\.config\\.mjs$|\\.tools/|test/|scaffolds/.*/files/)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js"] },
  },
};
