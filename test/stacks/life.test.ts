import { rmSync } from "node:fs";
import { Workplace, type Outcome } from "../cli/workplace";

/**
 * The life of the invented family's three stacks, by the `sigma` command, the real Terraform and the stand-in providers: one world, one step after the
 * other. Each step takes all stacks side by side, as a person would.
 */
const STACKS = ["github", "trial", "live"] as const;
type Stack = (typeof STACKS)[number];

interface Plan {
  readonly stack: Stack;
  readonly changes: readonly { readonly address: string; readonly type: string; readonly action: string }[];
  readonly unchanged: Readonly<Record<string, number>>;
}

const work = new Workplace();
afterAll(() => {
  work.remove();
});

async function plan(...stacks: readonly Stack[]): Promise<Readonly<Record<Stack, Plan>>> {
  const { code, stdout, stderr } = await work.rehearse(["plan", "--json", ...stacks]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const plans = JSON.parse(stdout) as readonly Plan[];
  return Object.fromEntries(plans.map((each) => [each.stack, each])) as Record<Stack, Plan>;
}

/** Every change as `action address`. */
const changes = ({ changes: all }: Plan): readonly string[] => all.map(({ action, address }) => `${action} ${address}`);
const addresses = (of: Plan, action: string, pattern: RegExp): readonly string[] =>
  of.changes.filter((change) => change.action === action && pattern.test(change.address)).map(({ address }) => address);
const deploy = (stack: Stack, ...options: readonly string[]): Promise<Outcome> => work.rehearse(["deploy", stack, "--yes", ...options]);
const terraform = (stack: Stack, ...args: readonly string[]): Promise<Outcome> => work.rehearse(["terraform", stack, ...args]);

/** The one address that was found; fails when there is none, or more. */
function only(found: readonly string[]): string {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one address, got: ${found.join(", ") || "none"}`);
  return first;
}

let planned: Readonly<Record<Stack, Plan>>;

describe("a first plan", () => {
  it("adds everything, and imports the existing organization", async () => {
    planned = await plan();
    expect(Object.keys(planned)).toEqual(STACKS);
    for (const stack of STACKS) {
      const other = changes(planned[stack]).filter((change) => !change.startsWith("create "));
      expect(other).toEqual(stack === "github" ? [expect.stringMatching(/^update github_organization_settings\./)] : []);
      expect(planned[stack].changes.length).toBeGreaterThan(40);
    }
  });

  it("hands texts over as they are written", async () => {
    const { stdout } = await terraform("github", "show", "-json", "plan");
    expect(JSON.stringify(JSON.parse(stdout))).toContain("Acme Shop, API: Sells ${things} and %{more}");
  });

  it("is not applied when stdin is not a terminal", async () => {
    const { code, stderr } = await work.rehearse(["deploy", "trial"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "sigma: stdin is not a terminal, so nothing was applied; after reviewing the plan of trial pass --yes\n",
    });
    expect(work.has(".sandbox/terraform.trial.tfstate")).toBe(false);
  });

  it.each(STACKS)("is applied exactly, and the next one has no changes: %s", async (stack) => {
    const { code, stdout } = await deploy(stack);
    expect(code).toBe(0);
    const added = changes(planned[stack]).filter((change) => change.startsWith("create ")).length;
    expect(stdout).toMatch(new RegExp(`Apply complete! Resources: (1 imported, )?${added} added, [01] changed, 0 destroyed`));
  });

  it("leaves nothing to do", async () => {
    planned = await plan();
    expect(STACKS.flatMap((stack) => changes(planned[stack]))).toEqual([]);
  });
});

describe("an edit of one entry", () => {
  it("changes this entry's resources and no others", async () => {
    work.edit("catalog/products/tide.yaml", "summary: Tells the tide", "summary: Tells tides\negress: [198.51.100.0/24:443]");
    planned = await plan();
    expect(changes(planned.github)).toEqual([expect.stringMatching(/^update github_repository\.repositories_acme-tide-api_/)]);
    for (const stack of ["trial", "live"] as const) {
      expect(changes(planned[stack])).toEqual([
        expect.stringMatching(/^create kubernetes_network_policy_v1\.products_tide_network_to-198-51-100-0/),
      ]);
    }
  });

  it("is applied as it was planned: what somebody clicks between plan and deploy waits for the next plan", async () => {
    const limits = only(stateAddresses("trial", /^kubernetes_limit_range_v1\.products_shop_/));
    await drift(`trial:${limits}`, "spec.0.limit.0.type", "Pod");
    const { code, stdout } = await deploy("trial");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Resources: 1 added, 0 changed, 0 destroyed") as string });
    expect(changes((await plan("trial")).trial)).toEqual([`update ${limits}`]);
    expect(await deploy("trial")).toMatchObject({ code: 0 });
  });

  it("is refused when the catalog was edited after the plan, until it is planned again", async () => {
    work.edit("catalog/products/tide.yaml", "198.51.100.0/24:443", "198.51.100.0/25:443");
    expect(await deploy("live")).toMatchObject({
      code: 1,
      stderr:
        "sigma: the saved plan of live is stale: the catalog or a chart changed since; run npx sigma sandbox sigma plan live and review it again\n",
    });
    await plan("live");
    expect(await deploy("live")).toMatchObject({ code: 0 });
  });

  it("is refused when the state moved on after the plan", async () => {
    await plan("github", "trial");
    // The product no longer reaches all of the network that the last apply opened.
    const named = ["--allow-delete", "products.tide.egress"];
    const policy = only(stateAddresses("trial", /^kubernetes_network_policy_v1\.products_tide_network_dns/));
    expect(await terraform("trial", "taint", policy)).toMatchObject({ code: 0 });
    const { code, stderr } = await deploy("trial", ...named);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "Something was applied to trial after this plan was made. Plan and review again: npx sigma sandbox sigma plan trial",
    );
    expect(changes((await plan("trial")).trial)).toContain(`replace ${policy}`);
    expect(await deploy("trial", ...named)).toMatchObject({ code: 0 });
    expect(await deploy("github")).toMatchObject({ code: 0 });
  });
});

describe("drift", () => {
  it("is seen by the next plan and healed by the next deploy, in every stack", async () => {
    planned = await plan();
    expect(STACKS.flatMap((stack) => changes(planned[stack]))).toEqual([]);
    const drifted = {
      github: only(stateAddresses("github", /^github_repository\.repositories_acme-base_/)),
      trial: only(stateAddresses("trial", /^kubernetes_namespace_v1\.products_shop_/)),
      live: only(stateAddresses("live", /^helm_release\.databases_tide_/)),
    };
    await drift(drifted.github, "allow_merge_commit", "true");
    await drift(`trial:${drifted.trial}`, "metadata.0.labels.owner", "somebody");
    await drift(drifted.live, "timeout", "5");
    expect((await work.sigma(["sandbox", "drift", drifted.github, "id", "other"])).stderr).toMatch(
      /^sigma: no plan would show that id of a /,
    );
    planned = await plan();
    for (const stack of STACKS) {
      expect(changes(planned[stack])).toEqual([`update ${drifted[stack]}`]);
      expect(await deploy(stack)).toMatchObject({ code: 0 });
    }
    planned = await plan();
    expect(STACKS.flatMap((stack) => changes(planned[stack]))).toEqual([]);
  });
});

describe("a restore", () => {
  it("brings the second cluster by its database's release alone: what runs is not touched", async () => {
    const before = work.read("catalog/products/tide.yaml");
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
    expect(await work.sigma(["restore", "tide", "live", "--at", yesterday])).toMatchObject({ code: 0 });
    expect(changes((await plan("live")).live)).toEqual([expect.stringMatching(/^update helm_release\.databases_tide_release_/)]);
    work.write("catalog/products/tide.yaml", before);
  });
});

describe("a repository that an error left tainted", () => {
  it("is not replaced, and the way to keep it is told", async () => {
    const repository = only(stateAddresses("github", /^github_repository\.repositories_acme-base_/));
    expect(await terraform("github", "taint", repository)).toMatchObject({ code: 0 });
    const { code, stderr } = await work.rehearse(["plan", "github"]);
    expect(code).toBe(1);
    expect(stderr).toContain("Instance cannot be destroyed");
    expect(stderr).toContain(`npx sigma sandbox sigma terraform github untaint ${repository}`);
    expect(await terraform("github", "untaint", repository)).toMatchObject({ code: 0 });
    expect(changes((await plan("github")).github)).toEqual([]);
  });
});

describe("an entry whose file is taken away", () => {
  /** What must not go without being named: repositories, namespaces, and where the product has one, its database. */
  const GUARDED: Readonly<Record<Stack, readonly RegExp[]>> = {
    github: [/^github_repository\.repositories_acme-shop-api_/, /^github_repository\.repositories_acme-shop-ui_/],
    trial: [/^kubernetes_namespace_v1\.products_shop_/],
    live: [
      /^helm_release\.databases_shop_release_/,
      /^kubernetes_namespace_v1\.databases_shop_/,
      /^kubernetes_namespace_v1\.products_shop_/,
    ],
  };

  beforeAll(async () => {
    rmSync(work.path("catalog/products/shop.yaml"));
    planned = await plan();
  });

  describe.each(STACKS)("in %s", (stack) => {
    let guarded: readonly string[];

    it("is planned as a deletion of what belongs to it, and of nothing else", () => {
      guarded = GUARDED[stack].map((pattern) => only(addresses(planned[stack], "delete", pattern)));
      // What it called loses the door that stood open for it.
      const callee = stack === "github" ? [] : [expect.stringContaining("products_tide_network_from-products")];
      expect(addresses(planned[stack], "delete", /^(?!.*shop)/)).toEqual(callee);
      expect(addresses(planned[stack], "create", /./)).toEqual([]);
    });

    it("is refused, each repository, database and namespace named, with the command that would do it", async () => {
      const { code, stderr } = await deploy(stack);
      expect(code).toBe(1);
      expect(stderr).toContain(
        "the plan deletes what cannot be got back, or sends clients of a database to older or no data; nothing was applied:",
      );
      expect(
        stderr
          .split("\n")
          .filter((line) => line.startsWith("  "))
          .map((line) => line.trim())
          .sort(),
      ).toEqual([...guarded].sort());
      expect(stderr).toMatch(new RegExp(`npx sigma sandbox sigma deploy ${stack}( --allow-delete \\S+){${guarded.length}}$`, "m"));
    });

    it("is refused while one of them is not named, and goes when each is", async () => {
      const [kept, ...named] = guarded;
      if (named.length > 0) {
        const { code, stderr } = await deploy(stack, ...named.flatMap((address) => ["--allow-delete", address]));
        expect(code).toBe(1);
        expect(stderr.split("\n").filter((line) => line.startsWith("  "))).toEqual([`  ${kept!}`]);
        expect(stateAddresses(stack, /./)).toEqual(expect.arrayContaining([...guarded]));
      }
      const { code, stdout } = await deploy(stack, ...guarded.flatMap((address) => ["--allow-delete", address]));
      expect(code).toBe(0);
      expect(stdout).toContain(`${addresses(planned[stack], "delete", /./).length} destroyed`);
      const left = stateAddresses(stack, /./);
      expect(guarded.filter((address) => left.includes(address))).toEqual([]);
    });
  });
});

describe("an archived product", () => {
  it("keeps its repository and its databases; the namespaces of its applications go, when they are named", async () => {
    work.edit("catalog/products/tide.yaml", "brand: Acme Tide", "brand: Acme Tide\nstate: archived");
    planned = await plan();
    expect(addresses(planned.github, "delete", /^github_repository\./)).toEqual([]);
    expect(addresses(planned.github, "update", /^github_repository\./)).toEqual([expect.stringContaining("acme-tide-api")]);
    expect(addresses(planned.live, "delete", /^helm_release\.|_namespace_v1\.databases_/)).toEqual([]);
    for (const stack of ["trial", "live"] as const) {
      const namespace = only(addresses(planned[stack], "delete", /^kubernetes_namespace_v1\./));
      expect(namespace).toContain("products_tide_");
      expect(await deploy(stack)).toMatchObject({ code: 1, stderr: expect.stringContaining(namespace) as string });
      expect(await deploy(stack, "--allow-delete", namespace)).toMatchObject({ code: 0 });
    }
    expect(await deploy("github")).toMatchObject({ code: 0 });
    planned = await plan();
    expect(STACKS.flatMap((stack) => changes(planned[stack]))).toEqual([]);
    expect(stateAddresses("live", /^helm_release\.databases_tide_/)).toHaveLength(1);
    expect(stateAddresses("github", /^github_repository\.repositories_acme-tide-api_/)).toHaveLength(1);
  });
});

/** Addresses that a stack's state holds. */
function stateAddresses(stack: Stack, pattern: RegExp): readonly string[] {
  const { resources } = JSON.parse(work.read(`.sandbox/terraform.${stack}.tfstate`)) as {
    readonly resources: readonly { readonly mode: string; readonly type: string; readonly name: string }[];
  };
  return resources.map(({ type, name }) => `${type}.${name}`).filter((address) => pattern.test(address));
}

/** Somebody clicks. */
async function drift(address: string, attribute: string, value: string): Promise<void> {
  const { code, stdout, stderr } = await work.sigma(["sandbox", "drift", address, attribute, value]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("see it: npx sigma sandbox sigma plan");
}
