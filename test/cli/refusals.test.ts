import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, SIGMA, STACK_TRACE, Workplace, type Outcome } from "./workplace";

/** What the command says when something around it is missing, too old or half-written. */
let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => {
  work.remove();
});

function expectRefusal({ code, stderr, output }: Outcome, message: string | RegExp): void {
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(output).not.toMatch(STACK_TRACE);
}

/** A program of that name that prints a text. */
function fake(name: string, prints: string): string {
  work.write(`bin/${name}`, `#!/bin/sh\ncat <<'END'\n${prints}\nEND\n`);
  chmodSync(work.path("bin", name), 0o755);
  return work.path("bin");
}

describe("Terraform", () => {
  it("that is missing is asked for, before anything is written", async () => {
    mkdirSync(work.path("bin"));
    const before = work.listing();
    expectRefusal(
      // Named, because the project may have fetched one.
      await work.sigma(["plan"], { environment: { PATH: work.path("bin"), TERRAFORM_BINARY_NAME: "terraform" } }),
      /^sigma: there is no program "terraform"; install Terraform 1\.11 or later \(https:\/\/\S+\) or OpenTofu 1\.11 or later \(https:\/\/\S+\); in the project's folder, npm start fetches Terraform\n$/,
    );
    expect(work.listing()).toEqual(before);
  });

  it("that is too old is refused with the version that it is, before anything is written", async () => {
    const PATH = fake("terraform", '{ "terraform_version": "1.10.5", "platform": "linux_amd64" }');
    const before = work.listing();
    expectRefusal(
      await work.sigma(["plan"], { environment: { PATH: `${PATH}:${process.env.PATH ?? ""}` } }),
      /^sigma: terraform 1\.10\.5 is too old; install Terraform 1\.11 or later \(https:\/\/\S+\) or OpenTofu 1\.11 or later \(https:\/\/\S+\)\n$/,
    );
    expect(work.listing()).toEqual(before);
  });

  it("that is not Terraform is refused", async () => {
    const PATH = fake("terraform", "hello");
    expectRefusal(
      await work.sigma(["plan"], { environment: { PATH: `${PATH}:${process.env.PATH ?? ""}` } }),
      /"terraform version -json" printed no version/,
    );
  });
});

describe("Node", () => {
  const start = (version: string): Promise<Outcome> => {
    const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: ${JSON.stringify(version)} } });`;
    return work.run(process.execPath, ["-e", `${pretend} process.argv.push("sigma", "check"); require(${JSON.stringify(SIGMA)});`]);
  };

  it.each(["18.20.4", "20.8.1", "24.0.0", "25.1.0"])("%s is refused in a sentence", async (version) => {
    expect(await start(version)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: `sigma: Node ${version} does not fit; use Node 20.9 or later, or Node 22 (cdktf-cli crashes on Node 24): https://nodejs.org/en/download\n`,
    });
  });

  it.each(["20.9.0", "22.12.0"])("%s is not", async (version) => {
    expect(await start(version)).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("names", () => {
  it("of unknown stacks are refused with a list of the known ones", async () => {
    expectRefusal(
      await work.sigma(["plan", "prod", "trial", "dev"]),
      /^sigma: no stack "prod", "dev"; stacks: "github", "trial", "live"\n$/,
    );
    expectRefusal(await work.sigma(["deploy", "prod", "--yes"]), /no stack "prod"; stacks: /);
    // An address takes one value, so the stack may stand behind it.
    expectRefusal(await work.sigma(["deploy", "--allow-delete", "a.b", "--allow-delete", "c.d", "prod"]), /no stack "prod"; stacks: /);
    expectRefusal(
      await work.sigma(["terraform", "prod", "state", "list"]),
      /the stack "prod" is not synthesized; run npx sigma plan prod first/,
    );
  });

  it("of folders without a catalog are refused with the way to name one", async () => {
    rmSync(work.path("catalog"), { recursive: true });
    for (const command of [["plan"], ["deploy", "trial"], ["show"], ["review"], ["new", "product", "reef", "--owner", "sales"]])
      expectRefusal(
        await work.sigma(command),
        /catalog.*is not there; run the command in the folder that holds the catalog, or name it with --catalog/,
      );
  });

  it("of programs that do not exist are refused", async () => {
    expectRefusal(
      await work.sigma(["sandbox", "tarraform", "plan"]),
      /there is no program "tarraform"; try: npx sigma sandbox cdktf plan dev/,
    );
    work.write("notes.txt", "not a program");
    expectRefusal(await work.sigma(["sandbox", "./notes.txt"]), /there is no program "\.\/notes\.txt"; try: /);
  });

  it("of folders in this repository take no scaffold, which its own checks would refuse", async () => {
    const inside = join(ROOT, "acme-infra");
    expectRefusal(
      await work.sigma(["scaffold", "acme-infra", "--out", inside]),
      /acme-infra is inside this repository, whose own checks would refuse a scaffold's files; write it beside: --out \.\.\/acme-infra\n$/,
    );
    expect(existsSync(inside)).toBe(false);
  });

  it("of resources that a rehearsal does not have cannot drift", async () => {
    expectRefusal(
      await work.sigma(["sandbox", "drift", "github_repository.none", "description", "x"]),
      /nothing is deployed at "github_repository\.none" in the rehearsal; deploy first \(npx sigma sandbox sigma deploy <stack> --yes\)/,
    );
  });
});

describe("a rehearsal", () => {
  it("with a half-written world says so, and starts from nothing after a reset", async () => {
    work.write(".sandbox/world.json", '{"format": 1, "nextNumber": 1001, "pla');
    expectRefusal(
      await work.sigma(["sandbox", "sigma", "plan", "trial"]),
      /world\.json: it is not JSON: .* Repair it, or delete its folder/,
    );
    expect(await work.sigma(["sandbox", "reset"])).toMatchObject({ code: 0, stdout: "the next rehearsal starts empty\n" });
    expect(existsSync(work.path(".sandbox"))).toBe(false);
    expect(await work.sigma(["sandbox", "sigma", "plan", "trial"])).toMatchObject({ code: 0 });
  });

  it("with a half-written state says so, with the way out", async () => {
    work.write(".sandbox/terraform.trial.tfstate", '{"version": 4, "terraform_version": "1.11.4", "resour');
    expectRefusal(await work.rehearse(["plan", "trial"]), /What to do:\nThe state of trial is half-written[\s\S]*npx sigma sandbox reset/);
    expectRefusal(
      await work.sigma(["sandbox", "drift", "trial:a.b", "c", "d"]),
      /terraform\.trial\.tfstate is half-written; put its \.backup in its place, or start again from nothing: npx sigma sandbox reset/,
    );
  });
});

describe("the providers' lock files", () => {
  it("are left as they are when no registry answers, and the failure is explained", async () => {
    // Nobody listens there, which is the same everywhere, with a network and without.
    const environment = { HTTPS_PROXY: "http://127.0.0.1:9", TF_REGISTRY_DISCOVERY_RETRY: "0" };
    const locks = `${ROOT}/locks`;
    const had = existsSync(locks);
    expectRefusal(
      await work.sigma(["lock"], { environment }),
      /^sigma: github: the providers could not be locked; locks\/ is unchanged\n[\s\S]*What to do:\nThe providers could not be downloaded from the registry/,
    );
    expect(existsSync(locks)).toBe(had);
  });
});
