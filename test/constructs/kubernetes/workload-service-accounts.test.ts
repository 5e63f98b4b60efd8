import { WorkloadServiceAccounts } from "../../../constructs/kubernetes/workload-service-accounts";
import { synth } from "../../synth";
import { exampleNamespace } from "./example";

const accounts = (imagePullSecret: string | null = null) =>
  synth(
    (scope) =>
      new WorkloadServiceAccounts(scope, "accounts", { namespace: exampleNamespace(scope), workloads: ["api", "worker"], imagePullSecret }),
  );

it("makes one account per workload", () => {
  expect(accounts().all("kubernetes_service_account_v1")).toMatchObject([
    { metadata: { name: "api", namespace: "acme-shop-live" } },
    { metadata: { name: "worker", namespace: "acme-shop-live" } },
  ]);
});

it("mounts no token anywhere, the namespace's default account included", () => {
  const stack = accounts();
  for (const account of [...stack.all("kubernetes_service_account_v1"), stack.only("kubernetes_default_service_account_v1")]) {
    expect(account).toMatchObject({ automount_service_account_token: false });
  }
});

it("pulls images with the registry's Secret where nodes cannot by themselves", () => {
  expect(accounts("registry").all("kubernetes_service_account_v1")[0]).toMatchObject({ image_pull_secret: [{ name: "registry" }] });
});
