import { charts, mergeValues, type Values } from "./chart-values";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** What the values become, and where the schema has to complain. */
type Refusal = readonly [promise: string, change: Values, path: string];

const shop = (change: Values): Values => ({ products: { shop: change } });

const refusals: Readonly<Record<string, readonly [example: string, ...Refusal[]]>> = {
  postgres: [
    "product",
    ["an unknown key", { databse: "x" }, ""],
    ["an unknown key deep inside", shop({ roles: { admin: "x" } }), "/products/shop/roles"],
    ["a volume without a unit, which would be 20 bytes", { size: { storage: "20" } }, "/size/storage"],
    ["a volume as a bare number", { size: { walStorage: 20 } }, "/size/walStorage"],
    ["a decimal unit of memory", { size: { memory: "8G" } }, "/size/memory"],
    ["archiving switched off, which the operator would silently ignore", { parameters: { archive_mode: "off" } }, "/parameters"],
    ["a second name for size.maxConnections", { parameters: { max_connections: "10" } }, "/parameters"],
    ["synchronous_standby_names, which the operator owns", { parameters: { synchronous_standby_names: "*" } }, "/parameters"],
    ["a parameter that is no string", { parameters: { log_lock_waits: true } }, "/parameters/log_lock_waits"],
    ["an image by tag", { image: "registry.acme.test/postgresql:18.4" }, "/image"],
    ["an image without a version, which the operator refuses", { image: `registry.acme.test/postgresql@${DIGEST}` }, "/image"],
    ["an authority without a server that it certifies", { archive: { endpointCA: "YWNtZQ==" } }, "/archive"],
    ["an authority as text", { archive: { endpoint: "https://s3.acme.test", endpointCA: "-----BEGIN" } }, "/archive/endpointCA"],
    ["a database name with a hyphen", { name: "acme-shop" }, "/name"],
    ["an object name with an underscore", { objectName: "acme_shop" }, "/objectName"],
    ["an object name that leaves no room for the generation in 50 characters", { objectName: "a".repeat(47) }, "/objectName"],
    ["generation 0", { generation: 0 }, "/generation"],
    ["a restore without a moment", { restore: { generation: 2 } }, "/restore"],
    [
      "a restore with both a moment and a position",
      { restore: { generation: 2, at: "2026-11-22T09:45:52Z", lsn: "0/3000060" } },
      "/restore",
    ],
    ["a moment without a zone", { restore: { generation: 2, at: "2026-11-22T09:45:52" } }, "/restore/at"],
    ["a PostgreSQL that is not supported", { pgMajor: 14 }, "/pgMajor"],
    ["no retention", { retentionDays: 0 }, "/retentionDays"],
    ["five cron fields for a backup, which would be read as minutes for seconds", { backupSchedule: "0 2 * * *" }, "/backupSchedule"],
    ["a bucket without a scheme", { archive: { bucket: "acme-archive" } }, "/archive/bucket"],
    ["iam without a role", { archive: { roleArn: null } }, "/archive"],
    ["a role beside a Secret", { archive: { credentials: "archive" } }, "/archive/roleArn"],
    ["a role without its account", { archive: { roleArn: "acme-archive" } }, "/archive/roleArn"],
    ["credentials as values", { archive: { accessKey: "x" } }, "/archive"],
    ["a password as a value", shop({ password: "x" }), "/products/shop"],
    ["partitions of a year", shop({ partitions: { signals: { by: "year" } } }), "/products/shop/partitions/signals/by"],
    ["a partitioned table that keeps for ever", shop({ partitions: { events: { by: "day" } } }), "/products/shop/partitions/events"],
    ["partitions made less than a month ahead", { maintenance: { aheadDays: 7 } }, "/maintenance/aheadDays"],
    ["a database that nobody uses", { products: { shop: null } }, "/products"],
  ],
  service: [
    "direct",
    ["an unknown key", { replica: 2 }, ""],
    ["a tag instead of a digest", { image: "registry.acme.test/acme-corp/acme-shop-api:v1.0.0" }, "/image"],
    ["an image of Docker Hub by its short name", { image: `acme-shop-api@${DIGEST}` }, "/image"],
    ["a digest cut short", { image: "registry.acme.test/acme-corp/acme-shop-api@sha256:abc" }, "/image"],
    ["DB_PASSWORD as a value", { env: { DB_PASSWORD: "x" } }, "/env"],
    ["a header of the caller that is two", { identity: { actorHeader: "X-Actor, Authorization" } }, "/identity/actorHeader"],
    ["a caller by default", { identity: { default: "ada" } }, "/identity"],
    ["a number as an environment variable", { env: { LIMIT: 5 } }, "/env/LIMIT"],
    ["migrations without a database", { database: null }, ""],
    ["migrations as one string", { migrations: { command: "db-migrate" } }, "/migrations/command"],
    ["root", { uid: 0 }, "/uid"],
    ["resources without limits", { resources: { limits: null } }, "/resources"],
    ["a prefix of one's own", { gateway: { host: "api.acme.test", namespace: "gateway", prefix: "/api/tide" } }, "/gateway"],
    ["a host with a wildcard", { host: "*.acme.test" }, "/host"],
    ["every site as a caller", { allowOrigins: ["*"] }, "/allowOrigins/0"],
    ["a site without encryption as a caller", { allowOrigins: ["http://acme-shop.acme.test"] }, "/allowOrigins/0"],
    ["no service account", { serviceAccount: null }, ""],
    ["a port that no network policy opens", { port: 9090 }, ""],
    ["a network policy, which is not the product's to open", { networkPolicy: {} }, ""],
  ],
  web: [
    "direct",
    ["an unknown key", { env: {} }, ""],
    ["a tag instead of a digest", { image: "registry.acme.test/acme-corp/acme-shop-ui:v1.0.0" }, "/image"],
    ["an API address that would end the string in nginx.conf", { apiBaseUrl: "https://api.acme.test/'; evil" }, "/apiBaseUrl"],
    ["an nginx variable in the API address", { apiBaseUrl: "https://api.acme.test/$host" }, "/apiBaseUrl"],
    [
      "a content security policy that leaves its header",
      { contentSecurityPolicy: { "script-src": '"; evil' } },
      "/contentSecurityPolicy/script-src",
    ],
    ["a path for hashed files that is no folder", { immutablePaths: ["/assets"] }, "/immutablePaths/0"],
    ["no API", { apiBaseUrl: null }, ""],
    ["a port that no network policy opens", { port: 9090 }, ""],
  ],
  gateway: [
    "direct",
    ["an unknown key", { hosts: {} }, ""],
    ["TLS 1.1", { tlsMinimum: "1.1" }, "/tlsMinimum"],
    ["a version of TLS as a number", { tlsMinimum: 1.2 }, "/tlsMinimum"],
    ["a host that is not ui or api", shop({ hosts: { admin: "admin.acme.test" } }), "/products/shop/hosts"],
    ["a host with a scheme", shop({ hosts: { ui: "https://acme.test" } }), "/products/shop/hosts/ui"],
    ["a header that is two", { actorHeader: "X-Actor, Authorization" }, "/actorHeader"],
    ["a time limit without a unit", { timeouts: { request: 60 } }, "/timeouts/request"],
    ["every namespace as a product's", { productNamespaceSelector: { "acme.test/kind": null } }, "/productNamespaceSelector"],
  ],
  baseline: [
    "values",
    ["an unknown key", { exempt: [] }, ""],
    ["images from anywhere", { images: [] }, "/images"],
    ["a prefix that other registries could begin with", { images: ["registry.acme.test/acme"] }, "/images/0"],
    ["a rule for tags that is no yes or no", { allowTags: "sometimes" }, "/allowTags"],
    ["a person among those who delete volumes", { volumeDeleters: ["alice"] }, "/volumeDeleters/0"],
    ["a guard without namespaces", { databaseNamespaceSelector: { "acme.test/kind": null } }, "/databaseNamespaceSelector"],
    ["a priority of the system's own", { priorityClasses: { database: { value: 2000000000 } } }, "/priorityClasses/database/value"],
  ],
};

describe.each(Object.entries(refusals))("%s refuses", (name, [example, ...cases]) => {
  it.each(cases)("%s", (_promise, change, path) => {
    const { examples, problems } = charts[name]!;
    expect(problems(mergeValues(examples[example]!, change)).map(({ instancePath }) => instancePath)).toContain(path);
  });
});

it("admits a tag only where the values say so", () => {
  const { examples, problems } = charts["service"]!;
  expect(problems(examples["laptop"]!)).toEqual([]);
  expect(problems(mergeValues(examples["laptop"]!, { allowTags: false }))).not.toEqual([]);
  expect(problems(mergeValues(examples["laptop"]!, { allowTags: null }))).not.toEqual([]);
});
