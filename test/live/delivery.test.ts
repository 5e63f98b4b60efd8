import { BornProduct } from "./support/born-product";
import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { waitFor } from "./support/wait-for";

const [FIRST, SECOND, THIRD, FOURTH] = ["1", "2", "3", "4"].map((digit) => digit.repeat(40)) as [string, string, string, string];

describeLive("A product", (live) => {
  let product: BornProduct;
  const bearer = (subject: string): [string, string] => ["--header", `Authorization: Bearer ${product.people.token(subject)}`];
  /** The list of runs, which the API gives to whoever is known. */
  const runs = (address: string, ...flags: readonly string[]) => product.front.ask(`${address}/backtest-runs?limit=1`, ...flags);

  beforeAll(async () => {
    product = await BornProduct.on(live(), await Harbor.on(live()));
  });
  afterAll(() => {
    (product as BornProduct | undefined)?.delivery.stop();
  });

  it("is released by its own deploy job: the API after its migrations, then its user interface", async () => {
    const started = Date.now();
    const api = await product.delivery.release(product.api, product.images.api, { commit: FIRST });
    expect({ code: api.code, output: api.code === 0 ? "" : api.output }).toEqual({ code: 0, output: "" });
    expect(api.summary).toContain("answers at https://");
    const ui = await product.delivery.release(product.ui, product.images.ui, { commit: FIRST });
    expect({ code: ui.code, output: ui.code === 0 ? "" : ui.output }).toEqual({ code: 0, output: "" });
    console.log(`API and user interface released in ${Math.round((Date.now() - started) / 1000)} s`);
  });

  it("answers callers with a token by its own host and by its prefix, and others with 401", async () => {
    await product.askForTokens();
    for (const address of product.addresses) {
      await waitFor("the policy", 60, async () => ((await runs(address, ...bearer("ada"))).status === 200 ? true : undefined));
      const answer = await runs(address, ...bearer("ada"));
      expect({ address, status: answer.status, body: JSON.parse(answer.body) as unknown }).toMatchObject({
        address,
        status: 200,
        body: { data: [] },
      });
      for (const flags of [[], ["--header", "Authorization: Bearer x.y.z"], ["--header", "X-Actor: ada"]])
        expect({ address, flags, status: (await runs(address, ...flags)).status }).toEqual({ address, flags, status: 401 });
      const inQuery = await product.front.ask(`${address}/backtest-runs?access_token=${product.people.token("ada")}`);
      expect({ address, status: inQuery.status }).toEqual({ address, status: 401 });
    }
  });

  it("serves its user interface, which knows the API's address", async () => {
    const { host, apiBaseUrl } = product.delivery.deployment(product.ui);
    const page = await product.front.ask(`https://${host}/`);
    expect({ status: page.status, type: page.headers["content-type"] }).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
    expect((await product.front.ask(`https://${host}/config.js`)).body).toContain(apiBaseUrl);
  });

  it("keeps the request id of the first caller", async () => {
    for (const address of product.addresses) {
      const answer = await runs(address, ...bearer("ada"), "--header", "X-Request-ID: from-a-caller.1");
      expect(answer.headers["x-request-id"]).toBe("from-a-caller.1");
    }
  });

  it("cannot be made to serve others' callers by its own deployer", async () => {
    const { gateway } = product.delivery.deployment(product.api);
    const token = product.delivery.token(product.api);
    const filter = { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "X-Actor", value: "root" }] } };
    const route = {
      metadata: { name: "second" },
      spec: {
        parentRefs: [{ name: "gateway", namespace: gateway?.namespace, sectionName: "gateway" }],
        hostnames: [gateway?.host],
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/api/crane/open" } }],
            filters: [filter],
            backendRefs: [{ name: product.api, port: 80 }],
          },
        ],
      },
    };
    const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${product.namespace}/httproutes`;
    const body = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", ...route };
    const refused = await live().cluster.api.as({ token }).tryPost<{ message: string }>(path, body);
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status: 403,
      // Several rules refuse it, and the API server says one of them.
      message: expect.stringMatching(/'product-(routes|httproutes|releases)'/) as string,
    });
  });

  it("goes to another version without a failed request", async () => {
    const second = await product.version("v1.1.0", { "app/VERSION": "1.1.0\n" });
    const [address = ""] = product.addresses;
    const failed: string[] = [];
    let asked = 0;
    const ended = new AbortController();
    const prober = (async () => {
      while (!ended.signal.aborted) {
        const { status, problem } = await runs(address, ...bearer("ada"));
        asked += 1;
        if (status !== 200) failed.push(`${status} ${problem}`);
      }
    })();
    const { code, output } = await product.delivery.release(product.api, second, { commit: SECOND });
    ended.abort();
    await prober;
    expect({ code, output: code === 0 ? "" : output, failed }).toEqual({ code: 0, output: "", failed: [] });
    expect(await product.runs(product.api)).toBe(second.digest);
    console.log(`${asked} requests during a deploy, none failed`);
  });

  it("goes back to the version before when the new one does not answer", async () => {
    const before = await product.runs(product.api);
    const third = await product.version("v1.2.0", { "app/VERSION": "1.2.0\n" });
    const { code, summary } = await product.delivery.release(product.api, third, { commit: THIRD, smokePath: "/answers-only-later" });
    expect(code).not.toBe(0);
    expect(summary).toContain("**rolled back** to revision");
    expect(await product.runs(product.api)).toBe(before);
    expect((await runs(product.addresses[0] ?? "", ...bearer("ada"))).status).toBe(200);
  });

  it("is left as it is by a version whose migrations fail", async () => {
    const before = await product.runs(product.api);
    const fourth = await product.version("v1.3.0", product.failingMigration());
    const { code, summary } = await product.delivery.release(product.api, fourth, { commit: FOURTH });
    expect(code).not.toBe(0);
    expect(summary).toContain("**migrations failed**, nothing was rolled out");
    const log = await live().cluster.kubectl(["--namespace", product.namespace, "logs", `job/${product.api}-migrations`]);
    expect(log).toContain("division by zero");
    expect(await product.runs(product.api)).toBe(before);
    expect((await runs(product.addresses[0] ?? "", ...bearer("ada"))).status).toBe(200);
  });
});
