import { applicationQuota, databaseQuota, PLATFORM_QUOTA } from "../../../constructs/kubernetes/namespace-quota";
import { bytes, cpu } from "../../../constructs/kubernetes/quantity";

const database = { instances: 3, cpu: "2", memory: "4Gi", storage: "50Gi", walStorage: "8Gi", shares: 1 };

it("has room for the volumes of a database and of its restore, and for no more", () => {
  expect(databaseQuota(database)).toMatchObject({ persistentvolumeclaims: "12", "requests.storage": "348Gi" });
});

it("has room for the pods of a database and of its restore", () => {
  const quota = databaseQuota(database);
  expect(Number(quota.pods)).toBeGreaterThanOrEqual(6 + 1);
  expect(cpu(quota["requests.cpu"]!).amount).toBeGreaterThan(cpu("12").amount);
  expect(bytes(quota["limits.memory"]!).amount).toBeGreaterThan(bytes("24Gi").amount);
});

it("has room for the backup sidecar of every instance", () => {
  const sidecars = { requests: 6n * bytes("256Mi").amount, limits: 6n * bytes("512Mi").amount };
  const quota = databaseQuota(database);
  expect(bytes(quota["requests.memory"]!).amount).toBeGreaterThanOrEqual(bytes("24Gi").amount + sidecars.requests);
  expect(bytes(quota["limits.memory"]!).amount).toBeGreaterThanOrEqual(bytes("24Gi").amount + sidecars.limits);
});

it("gives each product of a shared database a pod for its maintenance", () => {
  const pods = (shares: number) => Number(databaseQuota({ ...database, shares }).pods);
  expect(pods(5) - pods(1)).toBe(4);
});

it("has room for a rolling update of every application at its most replicas, of every worker, with its migration", () => {
  expect(Number(applicationQuota({ maxReplicas: 8, workers: 3 }).pods)).toBe(2 * (2 * 8 + 3) + 1);
});

it("lets applications hold no volumes", () => {
  expect(applicationQuota({ maxReplicas: 2, workers: 1 })).toMatchObject({ persistentvolumeclaims: "0" });
});

it("counts what a release may leave behind", () => {
  const quota = applicationQuota({ maxReplicas: 8, workers: 3 });
  expect(quota).toMatchObject({
    services: "4",
    "count/deployments.apps": "10",
    "count/jobs.batch": "4",
    "count/horizontalpodautoscalers.autoscaling": "4",
    "count/poddisruptionbudgets.policy": "4",
  });
  // Two applications with 20 earlier releases each.
  expect(Number(quota["configmaps"])).toBeGreaterThan(2 * 21);
});

it.each([
  ["applications", applicationQuota({ maxReplicas: 1, workers: 1 })],
  ["databases", databaseQuota(database)],
  ["the platform", PLATFORM_QUOTA],
])("leaves %s no door to the outside but the gateway", (_, quota) => {
  expect(quota).toMatchObject({ "services.loadbalancers": "0", "services.nodeports": "0" });
});
