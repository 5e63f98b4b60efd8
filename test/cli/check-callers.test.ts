import { STACK_TRACE, Workplace } from "./workplace";

/** `sigma check callers`: what GitHub would find only when a run starts. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

const CALLER = "acme-shop-ui/.github/workflows/delivery.yml";
const check = (folder: string) => work.sigma(["check", "callers", folder]);

beforeAll(async () => {
  expect(await work.sigma(["scaffold", "acme-shop-ui"])).toMatchObject({ code: 0 });
});

it("finds nothing in the callers that a repository is born with", async () => {
  expect(await check("acme-shop-ui")).toMatchObject({ code: 0, stdout: "2 caller workflows; no problems\n" });
});

it("tells every difference with its place, and exits 1", async () => {
  const before = work.read(CALLER);
  const released = "0123456789abcdef0123456789abcdef01234567";
  work.edit(CALLER, `docker-scan.yml@${released} # v1.0.0`, `docker-scan.yml@${"f".repeat(40)}`);
  work.edit(CALLER, "chart: web", "charts: web");
  const { code, stdout, stderr } = await check("acme-shop-ui");
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^acme-shop-ui\/\.github\/workflows\/delivery\.yml:\d+:\d+ no version beside the commit; write # v1\.2\.3 after it$/m,
  );
  expect(stdout).toMatch(/:\d+:\d+ commit f{40} of acme-corp\/acme-infra was not released; newest: 0123456789abcdef/);
  expect(stdout).toMatch(/:\d+:\d+ deploy has no input "charts"; inputs: /);
  expect(stdout).toMatch(/\n\d problems\n$/);
  expect(stderr).toBe("");
  work.write(CALLER, before);
});

it("names the folder that has no workflows", async () => {
  const { code, stdout, stderr } = await check("nowhere");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe("sigma: nowhere has no workflows in .github/workflows; name the folder of a repository\n");
  expect(stderr).not.toMatch(STACK_TRACE);
});
