import { describeLive } from "./support/describe-live";
import { FrontDoor } from "./support/front-door";
import { Harbor } from "./support/harbor";
import { ENVIRONMENT } from "./support/live-catalog";

/** What the stack's release makes, with Envoy in front and no product released. */
describeLive("The gateway", (live) => {
  let front: FrontDoor;
  let hosts: readonly string[];

  beforeAll(async () => {
    const harbor = await Harbor.on(live());
    front = await FrontDoor.on(live(), harbor);
    const { repositories } = harbor.catalog.family();
    const deployments = Object.values(repositories).flatMap(({ environments }) => environments[ENVIRONMENT]?.deployment ?? []);
    hosts = [...new Set(deployments.flatMap(({ host, gateway }) => [host, ...(gateway === null ? [] : [gateway.host])]))];
  });

  it("has a certificate of the environment's issuer for every host", async () => {
    await live().cluster.kubectl(["wait", "certificates", "--all", "--all-namespaces", "--for=condition=Ready", "--timeout=180s"]);
    for (const host of hosts) {
      const { status, problem } = await front.ask(`https://${host}/`);
      expect({ host, status, problem }).toEqual({ host, status: 404, problem: "" });
    }
  });

  it("sends http to https, path and query included", async () => {
    for (const host of hosts) {
      const { status, headers } = await front.ask(`http://${host}/a?b=c`);
      expect({ host, status, location: headers["location"] }).toEqual({ host, status: 301, location: `https://${host}/a?b=c` });
    }
  });

  it("refuses TLS 1.1 on every host", async () => {
    for (const host of hosts) {
      const { status, problem } = await front.ask(`https://${host}/`, "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0");
      expect({ host, status, problem }).toEqual({ host, status: 0, problem: expect.stringMatching(/protocol version|alert/) as string });
    }
  });
});
