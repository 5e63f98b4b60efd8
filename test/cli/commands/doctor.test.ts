import { chmodSync } from "node:fs";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma doctor`: what a machine has for a real deploy. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("names what is missing, each with the command that installs it, and ends with status 1", async () => {
  const { code, stdout, stderr } = await work.sigma(["doctor"], { environment: { GITHUB_APP_PEM_FILE: "/home/ada/key.pem" } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/^yes {2}Node: v\d+/m);
  expect(stdout).toMatch(/^yes {2}Terraform or OpenTofu: /m);
  expect(stdout).toMatch(/^NO {3}the platform's GitHub App.*\n {5}mend it: GITHUB_APP_PEM_FILE holds a path; /m);
  expect(stdout).toMatch(/^NO {3}credentials of the state's bucket \S+\n {5}mend it: export AWS_PROFILE=/m);
  expect(stdout).toMatch(
    /^NO {3}the cluster of live, https:\S+\n {5}mend it: live: there is no identity for the cluster; .*export KUBE_CONFIG_PATH=/m,
  );
  expect(stdout).toMatch(/^\d of \d are missing; a rehearsal needs none but Terraform: npx sigma sandbox sigma plan\n$/m);
  expect(stdout).not.toMatch(STACK_TRACE);
});

it("asks each cluster whether this identity may apply", async () => {
  work.write(
    "bin/kubectl",
    `#!/bin/sh\ncase "$*" in *--client*) echo "Client Version: v1.36.3";; *kubernetes.live*) echo no; exit 1;; *) echo yes;; esac\n`,
  );
  chmodSync(work.path("bin/kubectl"), 0o755);
  work.write("kubeconfig", "apiVersion: v1\nkind: Config\ncontexts: []\n");
  const environment = { PATH: `${work.path("bin")}:${process.env.PATH ?? ""}`, KUBE_CONFIG_PATH: work.path("kubeconfig") };
  const { stdout } = await work.sigma(["doctor"], { environment });
  expect(stdout).toMatch(/^yes {2}kubectl, .*: Client Version: v1\.36\.3$/m);
  expect(stdout).toMatch(/^yes {2}the cluster of trial, https:\S+: reached, with all rights$/m);
  expect(stdout).toMatch(
    /^NO {3}the cluster of live, https:\S+: reached, but without the rights to apply\n {5}mend it: kubectl auth whoami/m,
  );
});
