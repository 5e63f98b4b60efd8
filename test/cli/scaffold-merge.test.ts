import { RECORD } from "../../scaffolding/record";
import { LivingRepository, scaffold, type Described } from "./living-repository";

/** `sigma scaffold update`, case by case on real git: an invented scaffold, what its owners did, and the scaffold as it went on. */
const repositories: LivingRepository[] = [];
afterAll(() => {
  for (const repository of repositories) repository.remove();
});

type Files = Readonly<Record<string, Described>>;

const LINES = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join("");
const changed = (line: number, text: string, from = LINES): string => from.replace(`line ${line}\n`, `${text}\n`);

function born(files: Files): LivingRepository {
  const repository = new LivingRepository(scaffold("1.0.0", files));
  repositories.push(repository);
  return repository;
}

describe("what the scaffold changed", () => {
  it("arrives as one commit on a branch, with the record of it", () => {
    const repository = born({ Makefile: LINES });
    const next = scaffold("2.0.0", { Makefile: changed(3, "new") });
    expect(repository.update(next)).toEqual({ result: "merged", branch: "scaffold/update-2.0.0", paths: ["Makefile"] });
    expect(repository.git("branch", "--show-current")).toBe("scaffold/update-2.0.0");
    expect(repository.git("rev-list", "--count", "main..HEAD")).toBe("1");
    expect(repository.git("log", "-1", "--format=%an %s")).toBe("Ada Update the scaffold to 2.0.0");
    expect(repository.read("Makefile")).toBe(changed(3, "new"));
    expect(repository.read(RECORD)).toBe(next.get(RECORD)!.text);
    expect(repository.git("status", "--porcelain")).toBe("");
  });

  it("is merged with what the owners changed elsewhere in the file", () => {
    const repository = born({ Makefile: LINES });
    repository.write("Makefile", changed(15, "ours"));
    repository.commit();
    repository.update(scaffold("2.0.0", { Makefile: changed(3, "new") }));
    expect(repository.read("Makefile")).toBe(changed(3, "new", changed(15, "ours")));
  });

  it("that the owners changed too is a conflict of git, to be resolved and continued", () => {
    const repository = born({ Makefile: LINES, other: "1\n" });
    repository.write("Makefile", changed(3, "ours"));
    repository.commit();
    const next = scaffold("2.0.0", { Makefile: changed(3, "theirs"), other: "2\n" });
    expect(repository.update(next)).toEqual({ result: "conflicts", branch: "scaffold/update-2.0.0", paths: ["Makefile"] });
    expect(repository.read("Makefile")).toMatch(/<<<<<<< HEAD\nours\n[^]*=======\ntheirs\n>>>>>>> /);
    repository.write("Makefile", changed(3, "both"));
    repository.git("add", "Makefile");
    repository.git("cherry-pick", "--continue");
    expect(repository.git("rev-list", "--count", "main..HEAD")).toBe("1");
    expect(repository.read("other")).toBe("2\n");
    expect(repository.update(next)).toMatchObject({ result: "up to date" });
  });

  it("can be left alone in a conflict: everything is as it was", () => {
    const repository = born({ Makefile: LINES });
    repository.write("Makefile", changed(3, "ours"));
    repository.commit();
    const before = repository.state();
    repository.update(scaffold("2.0.0", { Makefile: changed(3, "theirs") }));
    repository.git("cherry-pick", "--abort");
    repository.git("switch", "--quiet", "-");
    repository.git("branch", "--quiet", "-D", "scaffold/update-2.0.0");
    expect(repository.state()).toEqual(before);
  });

  it("has a branch of its own beside those of earlier updates to the same version, here or pushed", () => {
    const repository = born({ Makefile: LINES });
    repository.git("branch", "scaffold/update-2.0.0");
    repository.git("update-ref", "refs/remotes/origin/scaffold/update-2.0.0-2", "HEAD");
    const updated = repository.update(scaffold("2.0.0", { Makefile: changed(3, "theirs") }));
    expect(updated).toEqual({ result: "merged", branch: "scaffold/update-2.0.0-3", paths: ["Makefile"] });
    expect(repository.git("branch", "--show-current")).toBe("scaffold/update-2.0.0-3");
  });

  it("is nothing when it is what the checkout has: no branch", () => {
    const repository = born({ Makefile: LINES });
    repository.write("Makefile", changed(3, "ours"));
    repository.commit();
    const before = repository.state();
    expect(repository.update(scaffold("2.0.0", { Makefile: LINES }))).toEqual({ result: "up to date", branch: null, paths: [] });
    expect(repository.state()).toEqual(before);
  });

  it("is recorded when the owners had made the same change before", () => {
    const repository = born({ Makefile: LINES });
    repository.write("Makefile", changed(3, "new"));
    repository.commit();
    const next = scaffold("2.0.0", { Makefile: changed(3, "new") });
    expect(repository.update(next)).toMatchObject({ result: "merged", paths: [] });
    expect(repository.read(RECORD)).toBe(next.get(RECORD)!.text);
  });

  it("leaves files of the owners alone, beside its own in the same folder", () => {
    const repository = born({ "workers/a.py": LINES });
    repository.write("workers/ours.py", "ours\n");
    repository.commit();
    repository.update(scaffold("2.0.0", { "jobs/a.py": LINES }));
    expect([repository.has("workers/a.py"), repository.has("jobs/a.py"), repository.has("workers/ours.py")]).toEqual([false, true, true]);
  });
});

describe("a file", () => {
  it("that is new in the scaffold is added", () => {
    const repository = born({ Makefile: LINES });
    expect(repository.update(scaffold("2.0.0", { Makefile: LINES, "docs/new.md": "new\n" })).paths).toEqual(["docs/new.md"]);
    expect(repository.read("docs/new.md")).toBe("new\n");
  });

  it("that the owners wrote where the scaffold adds one is a conflict", () => {
    const repository = born({ Makefile: LINES });
    repository.write("docs/new.md", "ours\n");
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { Makefile: LINES, "docs/new.md": "theirs\n" }))).toMatchObject({
      result: "conflicts",
      paths: ["docs/new.md"],
    });
    expect(repository.read("docs/new.md")).toContain("ours\n");
  });

  it("that the owners deleted stays deleted, however often it changes", () => {
    const repository = born({ Makefile: LINES, other: "1\n" });
    repository.git("rm", "--quiet", "Makefile");
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { Makefile: changed(3, "new"), other: "1\n" })).result).toBe("up to date");
    const { branch, paths } = repository.update(scaffold("2.0.0", { Makefile: changed(3, "new"), other: "2\n" }));
    expect(paths).toEqual(["other"]);
    repository.squash(branch);
    expect(repository.update(scaffold("3.0.0", { Makefile: changed(4, "newer"), other: "2\n" })).result).toBe("up to date");
    expect(repository.has("Makefile")).toBe(false);
  });

  it("that the owners deleted stays deleted where the scaffold gives it another name", () => {
    const repository = born({ Makefile: LINES, other: "1\n" });
    repository.git("rm", "--quiet", "Makefile");
    repository.commit();
    repository.update(scaffold("2.0.0", { GNUmakefile: LINES, other: "2\n" }));
    expect(repository.has("GNUmakefile")).toBe(false);
  });

  it("that the scaffold deleted is deleted", () => {
    const repository = born({ Makefile: LINES, old: "old\n" });
    expect(repository.update(scaffold("2.0.0", { Makefile: LINES })).paths).toEqual(["old"]);
    expect(repository.has("old")).toBe(false);
  });

  it("that the scaffold deleted and the owners changed is a conflict, and theirs until they say", () => {
    const repository = born({ Makefile: LINES, old: LINES });
    repository.write("old", changed(3, "ours"));
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { Makefile: LINES }))).toMatchObject({ result: "conflicts", paths: ["old"] });
    expect(repository.read("old")).toBe(changed(3, "ours"));
  });

  it("that the owners renamed gets the change under its new name", () => {
    const repository = born({ "workers/scan.py": LINES });
    repository.git("mv", "workers/scan.py", "scanner.py");
    repository.write("scanner.py", changed(15, "ours"));
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { "workers/scan.py": changed(3, "new") }))).toMatchObject({
      result: "merged",
      paths: ["scanner.py"],
    });
    expect(repository.read("scanner.py")).toBe(changed(3, "new", changed(15, "ours")));
    expect(repository.has("workers/scan.py")).toBe(false);
  });

  it("that the scaffold renamed takes along what the owners changed in it", () => {
    const repository = born({ "workers/scan.py": LINES });
    repository.write("workers/scan.py", changed(15, "ours"));
    repository.commit();
    repository.update(scaffold("2.0.0", { "jobs/scan.py": changed(3, "new") }));
    expect(repository.has("workers/scan.py")).toBe(false);
    expect(repository.read("jobs/scan.py")).toBe(changed(3, "new", changed(15, "ours")));
  });

  it("is made executable, and stays so where the owners made it", () => {
    const repository = born({ "scripts/a.sh": LINES, "scripts/b.sh": LINES });
    repository.write("scripts/b.sh", LINES, true);
    repository.commit();
    const next = scaffold("2.0.0", { "scripts/a.sh": { text: LINES, executable: true }, "scripts/b.sh": changed(3, "new") });
    expect(repository.update(next).paths).toEqual(["scripts/a.sh", "scripts/b.sh"]);
    expect(repository.git("ls-files", "--stage", "scripts")).toMatch(/^100755 .*a\.sh\n100755 .*b\.sh$/);
    expect(repository.isExecutable("scripts/a.sh")).toBe(true);
    expect(repository.read("scripts/b.sh")).toBe(changed(3, "new"));
  });

  it("merges line by line where the owners committed it with other line ends", () => {
    const repository = born({ "notes.txt": LINES });
    repository.write("notes.txt", changed(15, "ours").replace(/\n/g, "\r\n"));
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { "notes.txt": changed(3, "new") })).result).toBe("merged");
    expect(repository.read("notes.txt").replace(/\r/g, "")).toBe(changed(3, "new", changed(15, "ours")));
    expect(repository.read("notes.txt")).toContain("ours\r\n");
  });

  it("keeps the line ends that .gitattributes demands on a machine that has others", () => {
    const attributes = { ".gitattributes": "* text=auto\n*.sql text eol=lf\n" };
    const repository = born({ ...attributes, "notes.txt": LINES, "migrations/0001_init.sql": LINES });
    repository.git("config", "core.autocrlf", "true");
    repository.git("rm", "--quiet", "--cached", "-r", ".");
    repository.git("reset", "--quiet", "--hard");
    expect(repository.read("notes.txt")).toContain("line 1\r\n");
    const next = scaffold("2.0.0", { ...attributes, "notes.txt": changed(3, "new"), "migrations/0001_init.sql": changed(3, "new") });
    expect(repository.update(next)).toMatchObject({ result: "merged", paths: ["migrations/0001_init.sql", "notes.txt"] });
    expect(repository.read("notes.txt")).toBe(changed(3, "new").replace(/\n/g, "\r\n"));
    expect(repository.read("migrations/0001_init.sql")).toBe(changed(3, "new"));
    expect(repository.git("status", "--porcelain")).toBe("");
  });
});

describe("what the owners do not want", () => {
  it("is not proposed again when they took it out of the pull request, and the rest goes on", () => {
    const repository = born({ Makefile: LINES, other: LINES });
    const second = { Makefile: changed(3, "unwanted"), other: changed(3, "wanted") };
    const { branch } = repository.update(scaffold("2.0.0", second));
    repository.write("Makefile", LINES);
    repository.commit("Leave the Makefile as it is");
    repository.squash(branch);
    expect(repository.update(scaffold("2.0.0", second)).result).toBe("up to date");
    repository.update(scaffold("3.0.0", { ...second, Makefile: changed(15, "later", second.Makefile) }), { version: "3.0.0" });
    expect(repository.read("Makefile")).toBe(changed(15, "later"));
    expect(repository.read("other")).toBe(second.other);
  });

  it("is declined as a whole by a commit that only moves the record", () => {
    const repository = born({ Makefile: LINES, old: "old\n" });
    const next = scaffold("2.0.0", { Makefile: changed(3, "unwanted"), new: "new\n" });
    expect(repository.update(next, { decline: true })).toEqual({
      result: "declined",
      branch: "scaffold/update-2.0.0",
      paths: ["Makefile", "new", "old"],
    });
    expect(repository.git("diff", "--name-only", "main", "HEAD")).toBe(RECORD);
    expect(repository.git("log", "-1", "--format=%an %s")).toBe("Ada Decline the scaffold 2.0.0");
    expect(repository.git("status", "--porcelain")).toBe("");
    repository.squash("scaffold/update-2.0.0");
    expect(repository.update(next).result).toBe("up to date");
    const { paths } = repository.update(scaffold("3.0.0", { Makefile: changed(3, "unwanted"), new: "newer\n", more: "more\n" }));
    expect(paths).toEqual(["more"]);
  });
});

describe("a file that belongs to the team after birth", () => {
  const owned = (text: string): Described => ({ text, once: true });

  it("is never touched: changed, kept as born, or deleted", () => {
    const repository = born({ Makefile: LINES, a: owned("1\n"), b: owned("1\n"), c: owned("1\n") });
    repository.write("a", "ours\n");
    repository.git("rm", "--quiet", "c");
    repository.commit();
    const { paths } = repository.update(
      scaffold("2.0.0", { Makefile: changed(3, "new"), a: owned("2\n"), b: owned("2\n"), c: owned("2\n") }),
    );
    expect(paths).toEqual(["Makefile"]);
    expect([repository.read("a"), repository.read("b"), repository.has("c")]).toEqual(["ours\n", "1\n", false]);
  });

  it("stays when the scaffold drops it, or claims it back", () => {
    const repository = born({ a: owned("1\n"), b: owned("1\n") });
    expect(repository.update(scaffold("2.0.0", { b: "2\n" })).result).toBe("up to date");
  });

  it("is added when it was never there, and not where the owners have one", () => {
    const repository = born({ Makefile: LINES });
    repository.write("taken", "ours\n");
    repository.commit();
    const { paths } = repository.update(scaffold("2.0.0", { Makefile: LINES, free: owned("1\n"), taken: owned("1\n") }));
    expect(paths).toEqual(["free"]);
    expect(repository.read("taken")).toBe("ours\n");
  });
});

describe("the pins of the family's workflows", () => {
  const [first, second, third] = ["1", "2", "3"].map((digit) => digit.repeat(40));
  const path = ".github/workflows/delivery.yml";
  const caller = (commit: string, version: string, more = ""): string =>
    `jobs:\n  build:\n    uses: acme-corp/acme-infra/.github/workflows/build-python.yml@${commit} # ${version}\n${more}`;

  it("that Renovate moved are no conflict, and move on with what calls them", () => {
    const repository = born({ [path]: caller(first!, "v1.0.0") });
    repository.write(path, caller(second!, "v2.0.0"));
    repository.commit();
    const next = scaffold("3.0.0", { [path]: caller(third!, "v3.0.0", "    with: { more: true }\n") });
    expect(repository.update(next, { released: [first!, second!, third!] }).result).toBe("merged");
    expect(repository.read(path)).toBe(caller(third!, "v3.0.0", "    with: { more: true }\n"));
  });

  it("are nothing to propose where Renovate was there before", () => {
    const repository = born({ [path]: caller(first!, "v1.0.0") });
    repository.write(path, caller(second!, "v2.0.0"));
    repository.commit();
    expect(repository.update(scaffold("2.0.0", { [path]: caller(second!, "v2.0.0") }), { released: [first!, second!] }).result).toBe(
      "up to date",
    );
  });

  it("never go back from a commit that this catalog does not know yet", () => {
    const repository = born({ [path]: caller(first!, "v1.0.0") });
    repository.write(path, caller(third!, "v3.0.0"));
    repository.commit();
    const next = scaffold("2.0.0", { [path]: caller(second!, "v2.0.0", "    with: { more: true }\n") });
    expect(repository.update(next, { released: [first!, second!] }).result).toBe("merged");
    expect(repository.read(path)).toBe(caller(third!, "v3.0.0", "    with: { more: true }\n"));
  });
});
