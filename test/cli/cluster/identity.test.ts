import { lineOf } from "../../family/line-of";
import { STACK_TRACE, Workplace } from "../workplace";

/** As whom `sigma plan` and `sigma deploy` reach the clusters, before Terraform starts. */
const work = new Workplace();
beforeAll(() => {
  // Everything but the identity is as a real deploy wants it, and GitHub's provider is not there to be asked.
  const certificate = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").toString("base64");
  work.edit(
    "catalog/environments.yaml",
    "ca: YWNtZQ==\n    audience: acme-live",
    `ca: ${certificate}\n    context: acme-live\n    audience: acme-live`,
  );
});
afterAll(() => {
  work.remove();
});

const refused = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const { code, stderr } = await work.sigma(["deploy", "live", "--yes"], { environment });
  expect(code).toBe(1);
  expect(stderr).not.toMatch(STACK_TRACE);
  return stderr;
};

it("refuses to run without a kubeconfig, and says how to name one", async () => {
  expect(await refused({})).toMatch(
    /^sigma: live: there is no identity for the cluster; name the kubeconfig that has one: export KUBE_CONFIG_PATH=/,
  );
});

it("refuses a kubeconfig that does not exist instead of asking localhost", async () => {
  expect(await refused({ KUBE_CONFIG_PATH: work.path("nowhere") })).toMatch(
    /^sigma: live: \S+nowhere is not there; name a kubeconfig that is: /,
  );
});

it("takes only the context that the catalog names", async () => {
  work.write("kubeconfig", "apiVersion: v1\nkind: Config\ncontexts: [{ name: acme-trial, context: { cluster: a, user: b } }]\n");
  const line = lineOf(work.read("catalog/environments.yaml"), "context: acme-live");
  expect(await refused({ KUBE_CONFIG_PATH: work.path("kubeconfig") })).toContain(
    `sigma: live: the kubeconfig has no context "acme-live" (catalog/environments.yaml:${line}); contexts: "acme-trial". Take one of them, or add it: `,
  );
});

it("fails only the stacks of its own cluster in a plan of all", async () => {
  const { stderr } = await work.sigma(["plan", "live", "trial"]);
  expect(stderr).toMatch(/^sigma: live: there is no identity for the cluster/m);
  expect(stderr).not.toMatch(/^sigma: trial: there is no identity/m);
  expect(stderr).toMatch(/^sigma: trial: /m);
});
