import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCRIPT = readFileSync(join(__dirname, "../../charts/postgres/files/generation.sh"), "utf8");

/** Where nothing can be looked up, a Job decides with what it sees: the marker as files, and which Clusters' Services have an address. */
describe("the Job that decides on a generation", () => {
  const folder = mkdtempSync(join(tmpdir(), "generation-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const decide = (values: {
    generation: number;
    restored?: number;
    marker?: { inUse: number; made: number };
    clusters?: readonly number[];
  }) => {
    const here = mkdtempSync(join(folder, "case-"));
    const marker = join(here, "marker");
    mkdirSync(marker);
    if (values.marker) {
      writeFileSync(join(marker, "in-use"), String(values.marker.inUse));
      writeFileSync(join(marker, "made"), String(values.marker.made));
    }
    const known = (values.clusters ?? []).map((generation) => `acme-shop-g${generation}-rw.acme.svc`);
    writeFileSync(join(here, "getent"), `#!/bin/sh\ncase " ${known.join(" ")} " in *" $2 "*) exit 0 ;; *) exit 2 ;; esac\n`);
    chmodSync(join(here, "getent"), 0o755);
    const { status, stdout } = spawnSync("bash", ["-uc", SCRIPT], {
      encoding: "utf8",
      env: {
        PATH: `${here}:${process.env["PATH"] ?? ""}`,
        DATABASE: "acme-shop",
        CLUSTER_PREFIX: "acme-shop-g",
        NAMESPACE: "acme",
        GENERATION: String(values.generation),
        RESTORED: String(values.restored ?? 0),
        MARKER: marker,
      },
    });
    return { status, stdout: stdout.trim() };
  };
  const second = { inUse: 2, made: 3 };

  it("allows a first installation, and the existing generation", () => {
    expect(decide({ generation: 1 })).toEqual({ status: 0, stdout: "acme-shop is new" });
    expect(decide({ generation: 2, marker: second, clusters: [2] })).toEqual({ status: 0, stdout: "" });
  });

  it("admits a restore that was never made, beside the Cluster in use or with it", () => {
    expect(decide({ generation: 2, restored: 4, marker: second, clusters: [2] }).status).toBe(0);
    expect(decide({ generation: 4, restored: 4, marker: second, clusters: [2] }).status).toBe(0);
    expect(decide({ generation: 4, restored: 4, marker: second, clusters: [2, 4] }).status).toBe(0);
  });

  it("refuses an earlier generation, although its Cluster is there", () => {
    const { status, stdout } = decide({ generation: 1, marker: second, clusters: [1, 2] });
    expect(stdout).toBe("refused: generation: 1 is below 2, which clients of acme-shop use; write generation: 2");
    expect(status).toBe(1);
  });

  it("refuses a generation in use that is gone, and one that was never there", () => {
    for (const generation of [2, 3]) {
      const { status, stdout } = decide({ generation, marker: second });
      expect(stdout).toContain(`Cluster acme-shop-g${generation} does not exist and would be created empty`);
      expect(status).toBe(1);
    }
  });

  it("refuses to restore as a generation whose archive is used", () => {
    const { status, stdout } = decide({ generation: 2, restored: 3, marker: second, clusters: [2] });
    expect(stdout).toContain("3 was made before, so its archive is not empty; write 4");
    expect(status).toBe(1);
  });
});
