import { stringify } from "yaml";
import { productText } from "./new-product";
import type { Change } from "./changed-catalog";
import type { FirstFacts } from "./first-facts";

/**
 * The files of a new family's catalog: an environment to try things in, the others with a database per product, approvals and versions; one team
 * per product; the family's three libraries. What nobody can know yet carries the comment "to be confirmed", which `sigma check` lists.
 */
export const firstCatalog = (facts: FirstFacts): readonly Change[] => [
  { file: "family.yaml", text: family(facts) },
  {
    file: "environments.yaml",
    text: `${schema("environments")}# In promotion order.\n${facts.environments.map((name, index) => environment(facts, name, index)).join("")}`,
  },
  { file: "teams.yaml", text: teams(facts) },
  { file: "repositories.yaml", text: repositories(facts) },
  ...facts.products.map((code) => ({
    file: `products/${code}.yaml`,
    text: productText(facts.family, code, { owner: code, uiOwner: code }),
  })),
];

const schema = (file: string): string => `# yaml-language-server: $schema=schemas/${file}.json\n`;

/** A word as YAML writes it: `true` and `1e3` need quotes to stay texts. */
const word = (text: string): string => stringify(text).trimEnd();

const family = ({
  family: name,
  organization,
  plan,
  visibility,
  domain,
  registry,
  index,
  gateway,
}: FirstFacts): string => `${schema("family")}\
family: ${word(name)}
organization: ${word(organization)}
plan: ${plan}
visibility: ${visibility}
domain: ${domain}
registry: ${registry}
python:
  importPrefix: ${word(name)}
  index: ${index} # to be confirmed
database:
  prefix: ${word(name)}
  consolidated: ${name}_products
  major: 18
  # to be confirmed
  image: ghcr.io/cloudnative-pg/postgresql:18-system-trixie@sha256:${"0".repeat(64)}
  sizes:
    small: { cpu: 500m, memory: 2Gi, storage: 20Gi, walStorage: 8Gi, maxConnections: 400, connectionLimits: { rw: 40, ro: 5, migrator: 4 } }
    medium:
      { cpu: "2", memory: 4Gi, storage: 100Gi, walStorage: 20Gi, maxConnections: 300, connectionLimits: { rw: 150, ro: 40, migrator: 4 } }
    large:
      { cpu: "4", memory: 16Gi, storage: 500Gi, walStorage: 50Gi, maxConnections: 500, connectionLimits: { rw: 300, ro: 80, migrator: 4 } }
gateway: ${gateway}
github:
  organizationId: 1000001 # to be confirmed
  appId: 1000002 # to be confirmed
  installationId: 1000003 # to be confirmed
  reader: { appId: 1000004, installationId: 1000005 } # to be confirmed
  releaseAppId: 1000006 # to be confirmed
  billingEmail: billing@${domain} # to be confirmed
workflows:
  released: {} # filled by the first release of this repository
state: { backend: local } # to be confirmed: an object store, as docs/catalog.md says under state
`;

/** The first of several environments is for trying: one database for all products, from main. The others hold what people rely on. */
function environment({ family: name, domain, environments }: FirstFacts, id: string, index: number): string {
  const last = index === environments.length - 1;
  const forTrying = index === 0 && !last;
  const host = last ? domain : `${id}.${domain}`;
  const network = 10 * (index + 1);
  return `${word(id)}:
  domain: ${host}
  database: ${forTrying ? "consolidated" : "per-product"}
  backups: ${forTrying ? "3d" : last ? "30d" : "14d"}
  instances: ${forTrying ? 1 : 3}
  replicas: ${forTrying ? "{ min: 1, max: 2 }" : last ? "{ min: 2, max: 6 }" : "{ min: 2, max: 4 }"}
${forTrying ? "" : `  approvers: [${last ? "platform, release" : "platform"}]\n`}\
${last && !forTrying ? "  waitMinutes: 10\n" : ""}\
  refs: ${forTrying ? "{ branches: [main] }" : '{ tags: ["v*"] }'}
  cluster:
    # to be confirmed
    server: https://kubernetes.${host}:6443
    ca: dG8gYmUgY29uZmlybWVk # to be confirmed
    access: oidc
    audience: ${name}-${id}
    kubernetesVersion: "1.36"
    podCidr: 10.${network}.0.0/16 # to be confirmed
    apiServerCidr: 10.${network + 1}.0.0/28 # to be confirmed
    storageClass: fast-retain # to be confirmed
    issuer: letsencrypt # to be confirmed
${forTrying ? "" : "    monitoring: { labels: { release: kube-prometheus-stack } } # to be confirmed\n"}\
  archive:
    bucket: s3://${name}-archive-${id} # to be confirmed
    credentials: iam # to be confirmed
    roleArn: arn:aws:iam::000000000000:role/${name}-archive-${id} # to be confirmed
  identity:
    issuer: https://identity.${domain} # to be confirmed
    jwks: https://identity.${domain}/keys # to be confirmed
    audiences: [${name}-${id}] # to be confirmed
    actorClaim: email # to be confirmed
    roleClaim: groups # to be confirmed
    signIn: { clientId: ${name}-${id}, secret: sign-in, scopes: [openid, email, groups] } # to be confirmed
`;
}

const TEAMS: Readonly<Record<string, string>> = {
  platform: "Clusters, delivery, this catalog",
  release: "Approves what goes to production",
  core: "Shared libraries and SDK",
  data: "Database schemas and migrations",
};

function teams({ family: name, products }: FirstFacts): string {
  const ofProducts = products.map((code) => [code, `${name} ${code}`] as const);
  return `${schema("teams")}${[...Object.entries(TEAMS), ...ofProducts]
    .map(([team, description]) => `${word(team)}:\n  description: ${word(description)}\n  members: [] # to be confirmed\n`)
    .join("")}`;
}

const KINDS = `kinds:
  python-service:
    description: API of a product with its workers and migrations
    topics: [api, python]
    paths:
      /migrations/: [data]
      /.github/: [platform]
  web-ui:
    description: UI of a product
    topics: [ui, typescript]
    paths:
      /.github/: [platform]
  python-library:
    description: Python package, published by tag
    topics: [library, python]
    paths:
      /.github/: [platform]
  packs:
    description: Versioned content
    topics: [packs]
    paths:
      /.github/: [platform]
  gateway:
    description: Policy across the routes of every product
    topics: [gateway]
    paths:
      /.github/: [platform]
  infra:
    description: The catalog, the stacks, the reusable workflows
    topics: [infrastructure, cdktf]
    sharesWorkflows: true
    paths:
      /catalog/products/: [platform, release]
`;

const repositories = ({ family: name, gateway }: FirstFacts): string => `${schema("repositories")}\
${KINDS}
repositories:
  ${name}-core:
    kind: python-library
    contents: core
    owner: core
    summary: Core Python libraries
    imports: [${name}_core]
  ${name}-platform:
    kind: python-library
    contents: platform
    owner: core
    summary: API and server utilities shared by every product
    imports: [${name}_platform]
    paths: { /migrations/: [data] }
  ${name}-sdk:
    kind: python-library
    contents: sdk
    owner: core
    summary: Python SDK
    imports: [${name}_sdk]
  ${name}-infra:
    kind: infra
    owner: platform
    summary: The family's catalog, infrastructure and reusable workflows
${gateway === "gateway" ? gatewayRepository(name) : ""}`;

const gatewayRepository = (name: string): string => `  ${name}-gateway:
    kind: gateway
    owner: platform
    summary: Unified ingress, policy across the routes of every product
    imports: [${name}_gateway]
`;
