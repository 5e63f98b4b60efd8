import { describeLive } from "./support/describe-live";
import { POSTGRES } from "./support/standard-images";

describeLive("A genuine node", (live) => {
  it("runs a Pod, which finds a Service by its name", async () => {
    const { cluster } = live();
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "first", namespace: "default" },
      spec: { containers: [{ name: "main", image: live().standardImage(POSTGRES), command: ["sleep", "infinity"] }] },
    };
    await cluster.apply([pod]);
    await cluster.kubectl(["wait", "pod/first", "--for=condition=Ready", "--timeout=120s"]);
    const found = await cluster.kubectl(["exec", "first", "--", "getent", "hosts", "kube-dns.kube-system.svc.cluster.local"]);
    expect(found).toContain(live().site.dnsService);
  });
});
