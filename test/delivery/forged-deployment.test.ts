import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenAudience } from "../../constructs/kubernetes/token-audience";
import type { Deployment } from "../../model/family";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { DeployRehearsal } from "./deploy-rehearsal";
import { serve, type Served } from "./serve";

const PODS = "/api/v1/namespaces/acme-shop-live/pods";

describe("the variable DEPLOYMENT, which collaborators can change,", () => {
  let rehearsal: DeployRehearsal;
  let real: Deployment;
  let first: string;
  const forger = new CertificateAuthority(mkdtempSync(join(tmpdir(), "forger-")));
  const forgedCa = readFileSync(forger.certificate).toString("base64");
  let forged: Served;
  /** What was sent to the forged server. */
  let received: string[] = [];

  const cluster = (): NonNullable<Deployment["cluster"]> => {
    if (!real.cluster) throw new Error("live takes GitHub's tokens");
    return real.cluster;
  };
  /** Deploys with the variable forged; what the forger's server was sent meanwhile. */
  async function deployTo(change: Partial<Deployment>) {
    rehearsal.deployment = { ...real, ...change };
    received = [];
    const run = await rehearsal.deploy(first);
    rehearsal.deployment = real;
    return { ...run, tokens: [...new Set(received)] };
  }
  const statusOf = async (token: string): Promise<number> => (await rehearsal.cluster.api.as({ token }).call("GET", PODS)).status;

  beforeAll(async () => {
    rehearsal = await DeployRehearsal.start();
    real = rehearsal.deployment;
    first = rehearsal.product.commits.first;
    forged = await serve(
      (request, response) => {
        const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1];
        if (token !== undefined) received.push(token);
        response.writeHead(404).end();
      },
      forger.issue({ commonName: "kube-apiserver" }),
    );
  }, 900_000);
  afterAll(() => {
    forged.stop();
    rehearsal.stop();
  });

  it.each<[string, () => Partial<NonNullable<Deployment["cluster"]>>]>([
    ["a server and an authority", () => ({ ca: forgedCa })],
    [
      "an audience that wants to be the real one",
      () => ({ ca: forgedCa, audience: `${tokenAudience(cluster().audience, cluster().ca)}&audience=` }),
    ],
  ])("gets a token that the real API server refuses when it is forged: %s", async (_, change) => {
    const { code, steps, tokens } = await deployTo({
      cluster: { ...cluster(), server: `https://127.0.0.1:${forged.port}`, ...change() },
    });
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Look at what runs" });
    expect(tokens).not.toEqual([]);
    for (const token of tokens) expect(await statusOf(token)).toBe(401);
    // Only the audience is wrong: the same job asks for the real server, and is let in.
    expect(await statusOf(rehearsal.token(tokenAudience(cluster().audience, cluster().ca)))).toBe(200);
  });

  it.each([
    ["the address alone, since the real authority did not certify the server", "https", "Look at what runs"],
    ["an address without TLS", "http", "Reach the cluster"],
  ])("sends no token anywhere when it is forged: %s", async (_, scheme, last) => {
    const { code, steps, tokens } = await deployTo({ cluster: { ...cluster(), server: `${scheme}://127.0.0.1:${forged.port}` } });
    expect({ code, last: steps.at(-1), tokens }).toEqual({ code: 1, last, tokens: [] });
  });

  it("leads a release of one product into no other product's namespace", async () => {
    const { code, output } = await deployTo({ namespace: "acme-tide-live" });
    expect(code).toBe(1);
    expect(output).toMatch(/is forbidden: User "github:acme-corp\/acme-shop-api:live" cannot .* in the namespace "acme-tide-live"/);
  });

  it("leads an older library's rollback to the cluster that took the place of a lost one", async () => {
    await rehearsal.moveCluster();
    const { code, output } = await rehearsal.rollBack(first);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    expect(await rehearsal.running()).toBe(rehearsal.image(first));
    // What was asked for the lost cluster is worth nothing at the new one.
    expect(await statusOf(rehearsal.token(tokenAudience(cluster().audience, cluster().ca)))).toBe(401);
  }, 900_000);
});
