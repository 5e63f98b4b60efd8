/** The directions of the layout: data flows from the catalog outward, and only the composition roots know it. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: {
    path: "^(catalog|contract|model|stacks|constructs|charts|workflows|scaffolds|scaffolding|fleet|forecast|page|cli|sandbox|node_modules)/",
    pathNot: allowed,
  },
});

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "types alone included: two files that need each other are one",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    { name: "not-to-unresolvable", severity: "error", from: { pathNot: "^cli/sigma\\.js$" }, to: { couldNotResolve: true } },
    only("contract-alone", "^contract/", "^contract/", "a leaf: names, patterns, limits"),
    only(
      "model-alone",
      "^model/",
      "^(contract|model|node_modules/(zod|yaml|ipaddr\\.js|fastest-levenshtein))/",
      "the catalog, typed: no cdktf, no network",
    ),
    only(
      "constructs-alone",
      "^constructs/",
      "^((contract|constructs|node_modules/(cdktf|cdktn|constructs|yaml|@cdktf/provider-[a-z]+/lib))/|charts/[a-z]+-values\\.ts)",
      "props in, resources out: the contract's names and limits, no model; of the charts the emitted types of their values",
    ),
    only(
      "stacks",
      "^stacks/",
      "^(contract/|stacks/|constructs/|model/|charts/(defaults|stack-charts)\\.ts|workflows/allowed-actions\\.ts|node_modules/(cdktf|cdktn|constructs|ajv)/)",
      "the translation from the family to props; of the charts their names, and what they have when no value is given",
    ),
    only(
      "workflow-builders-alone",
      "^workflows/(?!(emit|library-props)\\.ts)",
      "^(contract|workflows|node_modules/yaml)/",
      "pure functions of props",
    ),
    only(
      "workflow-props",
      "^workflows/library-props\\.ts",
      "^(contract|workflows|model)/",
      "the translation from the family to the builders' props",
    ),
    only(
      "workflows-emit",
      "^workflows/emit\\.ts",
      "^((contract|workflows|model|node_modules/(yaml|write-file-atomic))/|stacks/authentication-files\\.ts|charts/chart-files\\.ts|scaffolding/git\\.ts)",
      "the composition root of emitted files; what a cluster admits is a construct's text, so its translation is in stacks/",
    ),
    only("sandbox-alone", "^sandbox/", "^(contract|forecast|sandbox|node_modules)/", "knows neither catalog nor constructs"),
    only("forecast-alone", "^forecast/", "^(contract|forecast)/", "request costs, used by plan and sandbox"),
    only(
      "page",
      "^page/(?!site/)",
      "^(contract|forecast|model|page/(?!site/)|node_modules/(esbuild|zod))/?",
      "what the family is, as a page; no cdktf, no network",
    ),
    only("page-site", "^page/site/", "^(page/(site/|page-model\\.ts)|node_modules/)", "runs in a browser: plain data and its libraries"),
    only(
      "scaffolding",
      "^scaffolding/(?!render\\.ts)",
      "^(contract|scaffolding|model|node_modules/(zod|eta|yaml))/",
      "templates and facts; no workflows",
    ),
    only(
      "scaffolding-render",
      "^scaffolding/render\\.ts",
      "^(contract|scaffolding|model)/|^workflows/(callers/|files\\.ts|library-(workflows|props)\\.ts|engine/(model|render)\\.ts)",
      "the composition root of the repositories' files: templates, and the callers of the family's workflows",
    ),
    only(
      "fleet",
      "^fleet/",
      "^(contract|fleet|forecast|model|scaffolding|node_modules/(@octokit|bottleneck))/",
      "the repositories on GitHub and their scaffolds; no cdktf, no workflows but those that the scaffold renders",
    ),
    { name: "scaffolds-hold-no-code", severity: "error", from: {}, to: { path: "^scaffolds/" } },
    {
      name: "every-check-is-listed",
      comment: "a check that model/checks/all.ts does not name never runs",
      severity: "error",
      from: { path: "^model/checks/all\\.ts$" },
      to: { path: "^model/checks/", reachable: false },
    },
    {
      name: "nobody-uses-cli",
      severity: "error",
      from: { path: "^(contract|model|stacks|constructs|workflows|scaffolding|fleet|forecast|page|sandbox)/" },
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
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "types"],
    },
  },
};
