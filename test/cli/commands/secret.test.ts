import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sodium from "libsodium-wrappers";
import { parse } from "yaml";
import { STACK_TRACE, Workplace, type Outcome } from "../workplace";

/** `sigma secret seal` with a real key pair, against GitHub's API as a server on this machine answers it. */
interface Request {
  readonly path: string;
  readonly authorization: string;
}

const work = new Workplace();
const requests: Request[] = [];
let answer: { readonly status: number; readonly body: string };
let server: Server;
let pair: sodium.KeyPair;

beforeAll(async () => {
  await sodium.ready;
  pair = sodium.crypto_box_keypair();
  server = createServer(({ url = "", headers: { authorization = "" } }, response) => {
    requests.push({ path: url, authorization });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  work.remove();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  work.restoreCatalog();
  requests.length = 0;
  answer = { status: 200, body: JSON.stringify({ key: base64(pair.publicKey), key_id: "4711" }) };
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const api = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** With a token and GitHub's address, unless said otherwise. */
const seal = (
  args: readonly string[],
  input: string,
  environment: Record<string, string> = { GITHUB_TOKEN: "t0ken", GITHUB_API_URL: api() },
) => work.sigma(["secret", "seal", ...args], { input, environment });

function sealed(repository: string, environment: string, name: string): { keyId: string; value: string } {
  const file = parse(work.read(`catalog/secrets/${repository}.yaml`)) as Record<string, Record<string, { keyId: string; value: string }>>;
  return file[environment]![name]!;
}

const opened = (value: string): string =>
  Buffer.from(sodium.crypto_box_seal_open(Buffer.from(value, "base64"), pair.publicKey, pair.privateKey)).toString("utf8");

function expectRefusal({ code, stderr, output }: Outcome, message: RegExp): void {
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(output).not.toMatch(STACK_TRACE);
  expect(work.has("catalog/secrets/acme-shop-api.yaml")).toBe(false);
}

it("seals so that only the private key opens the value", async () => {
  const { code, stdout, output } = await seal(["acme-shop-api", "live", "PAYMENT_KEY"], "s3cret Ünïcode\n$x");
  expect(code).toBe(0);
  expect(stdout).toContain("sealed PAYMENT_KEY for acme-shop-api live with key 4711: catalog/secrets/acme-shop-api.yaml");
  expect(output).not.toContain("s3cret");
  const { keyId, value } = sealed("acme-shop-api", "live", "PAYMENT_KEY");
  expect(keyId).toBe("4711");
  expect(opened(value)).toBe("s3cret Ünïcode\n$x");
  expect(work.read("catalog/secrets/acme-shop-api.yaml")).not.toContain("s3cret");
  expect(requests).toEqual([
    { path: "/repos/acme-corp/acme-shop-api/environments/live/secrets/public-key", authorization: "Bearer t0ken" },
  ]);
  expect((await work.sigma(["check", "--secrets"])).stdout).toContain("6 secrets without a sealed value");
});

it("leaves the line break that echo adds out of the value", async () => {
  await seal(["acme-shop-api", "live", "PAYMENT_KEY"], "value\n");
  expect(opened(sealed("acme-shop-api", "live", "PAYMENT_KEY").value)).toBe("value");
});

it("takes a key that is given, without asking anybody", async () => {
  const key = ["--public-key", base64(pair.publicKey), "--key-id", "12"];
  expect(await seal(["acme-shop-api", "live", "PAYMENT_KEY", ...key], "v", {})).toMatchObject({ code: 0 });
  expect(requests).toEqual([]);
  expect(sealed("acme-shop-api", "live", "PAYMENT_KEY").keyId).toBe("12");
});

it("keeps the other values and the comments of the file, and lists what an older key sealed", async () => {
  work.edit("catalog/repositories.yaml", "secrets: [INDEX_TOKEN]", "secrets: [INDEX_TOKEN, OTHER_TOKEN]");
  const before = `# Sealed, so it may be here.\n${work.read("catalog/secrets/acme-base.yaml")}`;
  work.write("catalog/secrets/acme-base.yaml", before);
  const { code, stdout } = await seal(["acme-base", "release", "OTHER_TOKEN"], "v");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /the key of release changed; GitHub can no longer open these values; seal them again:\n {2}npx sigma secret seal acme-base release INDEX_TOKEN\n$/,
  );
  expect(work.read("catalog/secrets/acme-base.yaml")).toContain(before.trimEnd());
  const again = await seal(["acme-base", "release", "INDEX_TOKEN"], "v");
  expect(again.stdout).not.toContain("changed");
});

describe("is refused, and writes nothing,", () => {
  const PAYMENT = ["acme-shop-api", "live", "PAYMENT_KEY"];

  it("when GitHub has no such environment yet", async () => {
    answer = { status: 404, body: '{"message":"Not Found"}' };
    expectRefusal(
      await seal(PAYMENT, "v"),
      /acme-corp\/acme-shop-api has no environment "live" yet, or the token cannot see it: it is made by the first `sigma deploy github`/,
    );
  });

  it("when GitHub does not take the token", async () => {
    answer = { status: 401, body: '{"message":"Bad credentials"}' };
    expectRefusal(await seal(PAYMENT, "v"), /GitHub answered 401 Unauthorized to http.*; the token needs to read and write environments/);
  });

  it("when the answer is not a public key", async () => {
    answer = { status: 200, body: "{}" };
    expectRefusal(await seal(PAYMENT, "v"), /answered without key and key_id/);
    answer = { status: 200, body: "<html>a proxy</html>" };
    expectRefusal(await seal(PAYMENT, "v"), /answered without key and key_id/);
  });

  it("when there is no token", async () => {
    expectRefusal(await seal(PAYMENT, "v", { GITHUB_API_URL: api() }), /needs GITHUB_TOKEN .*, or pass --public-key and --key-id/);
  });

  it("when GitHub cannot be reached", async () => {
    expectRefusal(
      await seal(PAYMENT, "v", { GITHUB_TOKEN: "t", GITHUB_API_URL: "http://127.0.0.1:1" }),
      /could not reach http:\/\/127\.0\.0\.1:1\//,
    );
  });

  it("when the value is empty or longer than GitHub takes", async () => {
    expectRefusal(await seal(PAYMENT, "\n"), /the value of PAYMENT_KEY is empty; pipe it in/);
    expectRefusal(await seal(PAYMENT, "x".repeat(48 * 1024 + 1)), /has 49153 bytes; GitHub admits 49152/);
  });

  it("when the catalog declares no such secret, environment or repository", async () => {
    expectRefusal(
      await seal(["acme-shop-api", "live", "PAYMENT"], "v"),
      /"PAYMENT" is not a secret of acme-shop-api; declared: "PAYMENT_KEY"\. Add it/,
    );
    expectRefusal(
      await seal(["acme-shop-api", "prod", "PAYMENT_KEY"], "v"),
      /acme-shop-api has no environment "prod"; environments: "trial", "live"/,
    );
    expectRefusal(await seal(["acme-shop", "live", "PAYMENT_KEY"], "v"), /no repository "acme-shop"; repositories: /);
    expect(requests).toEqual([]);
  });

  it.each(["", "12 34", " "])("when the id of the key is none that the catalog takes: %p", async (id) => {
    const key = ["--public-key", base64(pair.publicKey), "--key-id", id];
    expectRefusal(
      await seal([...PAYMENT, ...key], "v"),
      /^sigma: nothing was written, because the catalog would have \d+ problems?:\ncatalog\/secrets\/acme-shop-api\.yaml:\d+:\d+ live\.PAYMENT_KEY\.keyId: /,
    );
    expect(work.problems()).toEqual([]);
  });

  it("when the key is given by halves, or is none", async () => {
    expectRefusal(await seal([...PAYMENT, "--key-id", "1"], "v"), /--public-key and --key-id belong together/);
    expectRefusal(await seal([...PAYMENT, "--public-key", "YWNtZQ==", "--key-id", "1"], "v"), /the public key has 4 bytes; it needs 32/);
  });
});
