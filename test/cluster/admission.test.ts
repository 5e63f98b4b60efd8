import { describeOnCluster } from "./support/cluster";

/** The smallest Pod that the level `restricted` admits. */
const RESTRICTED = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [
    { name: "main", image: "registry.test/app", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
  ],
};

const pod = (namespace: string, spec: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "probe", namespace }, spec });

describeOnCluster("Pod Security on the API server", (cluster) => {
  const level = { "pod-security.kubernetes.io/enforce": "restricted" };

  it("admits a Pod that keeps the level restricted", async () => {
    const namespace = await cluster.namespace(level);
    expect((await cluster.tryApply([pod(namespace, RESTRICTED)])).stderr).toBe("");
  });

  it.each([
    ["runs as root", { ...RESTRICTED, securityContext: { seccompProfile: { type: "RuntimeDefault" } } }, "runAsNonRoot"],
    ["has no seccomp profile", { ...RESTRICTED, securityContext: { runAsNonRoot: true } }, "seccompProfile"],
    ["shares the node's network", { ...RESTRICTED, hostNetwork: true }, "host namespaces"],
    ["mounts the node's files", { ...RESTRICTED, volumes: [{ name: "etc", hostPath: { path: "/etc" } }] }, "hostPath"],
    ["keeps its capabilities", { ...RESTRICTED, containers: [{ name: "main", image: "registry.test/app" }] }, "unrestricted capabilities"],
  ])("refuses a Pod that %s", async (_, spec, reason) => {
    const refused = await cluster.tryApply([pod(await cluster.namespace(level), spec)]);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("violates PodSecurity");
    expect(refused.stderr).toContain(reason);
  });
});

describeOnCluster("The control plane of the tests", (cluster) => {
  it("serves Kubernetes 1.36.3 with every CustomResourceDefinition established", async () => {
    expect(await cluster.api.get<{ gitVersion: string }>("/version")).toMatchObject({ gitVersion: "v1.36.3" });
    const definitions = await cluster.api.list<{ status: { conditions: { type: string; status: string }[] } }>(
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    );
    expect(definitions.length).toBeGreaterThanOrEqual(25);
    for (const { status } of definitions)
      expect(status.conditions).toContainEqual(expect.objectContaining({ type: "Established", status: "True" }));
  });

  it("deletes a namespace with what is in it, as its controllers run", async () => {
    const namespace = await cluster.namespace();
    expect((await cluster.api.tryDelete(`/api/v1/namespaces/${namespace}`)).status).toBe(200);
    await expect(cluster.kubectl(["wait", "--for=delete", `namespace/${namespace}`, "--timeout=60s"])).resolves.toBeDefined();
  });
});
