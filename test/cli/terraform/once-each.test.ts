import { onceEach } from "../../../cli/terraform/once-each";

const error = (name: string, sentence: string) =>
  `╷\n│ Error: ${sentence}\n│ \n│   with helm_release.databases_${name}_release_3AA7A59C,\n│   on cdk.tf.json line 12, in resource:\n│   12: {\n│ \n╵\n`;

it("tells a message once, with every resource that it is about", () => {
  const unreachable = `Kubernetes cluster unreachable: Get "https://kubernetes.live:6443/version": dial tcp: lookup kubernetes.live: no such host`;
  const told = onceEach(["shop", "tide", "relic"].map((name) => error(name, unreachable)).join(""));
  expect(told.match(/Kubernetes cluster unreachable/g)).toHaveLength(1);
  expect(told).toContain("with helm_release.databases_shop_release_3AA7A59C,");
  expect(told).toMatch(/and the same with helm_release\.databases_tide_release_3AA7A59C, helm_release\.databases_relic_release_3AA7A59C$/);
});

it("keeps every message that differs in more than names", () => {
  const told = onceEach(error("shop", "cannot re-use a name that is still in use") + error("shop", "context deadline exceeded"));
  expect(told).toMatch(/^Error: cannot re-use a name that is still in use\n[^]*\nError: context deadline exceeded\n/);
  expect(told).not.toContain("and the same");
});

it("leaves text that is not a message of Terraform as it is", () => {
  expect(onceEach("sh: terraform: killed\n")).toBe("sh: terraform: killed");
});
