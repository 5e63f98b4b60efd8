import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { layers } from "../../scaffolding/layers";
import { RECORD } from "../../scaffolding/record";
import { callersLibrary, TOOL_VERSION } from "../../scaffolding/render";
import { ScaffoldError } from "../../scaffolding/scaffold-error";
import { currentScaffold, updateCheckout } from "../../scaffolding/update";
import { writeRendered } from "../../scaffolding/write";
import { LivingRepository, scaffold, type Described } from "./living-repository";
import { ACME } from "./workplace";

/** What scaffolds refuse: the sentence, and that nothing was written. */
const family = loadFamily(ACME);
const library = callersLibrary(family, "0".repeat(40));
const folder = mkdtempSync(join(tmpdir(), "refusals-"));
const repositories: LivingRepository[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const repository of repositories) repository.remove();
});

function born(files: Readonly<Record<string, Described>> = { Makefile: "old\n" }, version = "0.0.1"): LivingRepository {
  const repository = new LivingRepository(scaffold(version, files));
  repositories.push(repository);
  return repository;
}

const update =
  (checkout: string): (() => unknown) =>
  () =>
    updateCheckout({ scaffold: currentScaffold(family, library), checkout, decline: false });

/** The sentence of a ScaffoldError; whatever else is thrown is a mistake of this project. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ScaffoldError) return error.message;
    throw error;
  }
  return "refused nothing";
}

/** Refused with this sentence, and everything as it was. */
function refuses(repository: LivingRepository, action: () => unknown, sentence: RegExp): void {
  const before = repository.state();
  expect(refusal(action)).toMatch(sentence);
  expect(repository.state()).toEqual(before);
}

describe("an update refuses", () => {
  it("a folder that does not exist, is not a git checkout, or is inside of one", () => {
    expect(update(join(folder, "nowhere"))).toThrow(/nowhere is no folder; name the checkout/);
    const plain = mkdtempSync(join(folder, "plain-"));
    expect(update(plain)).toThrow(/is no git checkout; clone the repository and name its folder$/);
    const repository = born({ "docs/a.md": "a\n" });
    refuses(repository, update(join(repository.directory, "docs")), /docs lies inside the checkout .*; name that folder$/);
  });

  it("a repository without a commit, or without a record", () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    const repository = born();
    repository.git("init", "--quiet", empty);
    expect(update(empty)).toThrow(/has no commit yet; commit the scaffold first$/);
    repository.git("rm", "--quiet", RECORD);
    repository.commit();
    refuses(repository, update(repository.directory), /has no \.sigma\/scaffold\.json, so nobody knows which scaffold was applied/);
  });

  it("changes that are not committed, also to files that git does not know yet", () => {
    const repository = born();
    repository.write("Makefile", "ours\n");
    refuses(
      repository,
      update(repository.directory),
      /has changes that are not committed; commit them, or put them aside with git stash -u$/,
    );
    repository.git("checkout", "--quiet", "Makefile");
    repository.write("note", "x\n");
    refuses(repository, update(repository.directory), /has changes that are not committed/);
  });

  it("a checkout in the middle of something", () => {
    const repository = born({ Makefile: "1\n" });
    repository.git("switch", "--quiet", "--create", "other");
    repository.write("Makefile", "2\n");
    repository.commit();
    repository.git("switch", "--quiet", "main");
    repository.write("Makefile", "3\n");
    repository.commit();
    expect(() => repository.git("merge", "other")).toThrow();
    refuses(repository, update(repository.directory), /is in the middle of a merge; end it with git merge --continue or --abort$/);
  });

  it.each([
    ["no JSON", "<<<<<<< HEAD\n", /^\.sigma\/scaffold\.json: is no JSON \(.*\); take it back from the history, or end its merge first$/],
    ["another format", JSON.stringify({ format: 2 }), /\.sigma\/scaffold\.json: format: is another format than this tool knows;/],
    [
      "a path that leaves the repository",
      JSON.stringify({ format: 1, tool: "0.0.1", repository: "a", kind: "b", contents: "", files: { "../x": { text: "" } } }),
      /\.sigma\/scaffold\.json: files: names a path that leaves the repository;/,
    ],
  ])("a record that is %s", (_, text, sentence) => {
    const repository = born();
    repository.write(RECORD, text);
    repository.commit();
    refuses(repository, update(repository.directory), sentence);
  });

  it("a record that is a link", () => {
    const repository = born();
    repository.git("mv", RECORD, "elsewhere");
    mkdirSync(join(repository.directory, ".sigma"), { recursive: true });
    symlinkSync("../elsewhere", join(repository.directory, RECORD));
    repository.commit();
    refuses(repository, update(repository.directory), /\.sigma\/scaffold\.json is a link; take the file itself back from the history$/);
  });

  it("a scaffold that is newer than the tool", () => {
    const repository = born({ Makefile: "old\n" }, "99.0.0");
    const sentence = new RegExp(`its scaffold is of version 99\\.0\\.0, this tool is ${TOOL_VERSION}; bring acme-infra up to date first$`);
    refuses(repository, update(repository.directory), sentence);
  });

  it("a repository that is not in the catalog", () => {
    const repository = born();
    repository.write(RECORD, repository.read(RECORD).replace("acme-shop-api", "acme-shop-apis"));
    repository.commit();
    refuses(repository, update(repository.directory), /^no repository "acme-shop-apis"; did you mean "acme-shop-api"\?$/);
  });

  it.each([
    ["an update", {}],
    ["a decline", { decline: true }],
  ])("%s where a hook of the owners fails, and goes back to the branch it came from", (_, options) => {
    const repository = born({ Makefile: "1\n" });
    repository.write(".git/hooks/post-checkout", "#!/bin/sh\nexit 1\n", true);
    const next = scaffold("2.0.0", { Makefile: "2\n" });
    refuses(
      repository,
      () => repository.update(next, options),
      /^git could not apply the update, and everything is as it was: it ended with 1 and said nothing, as when one of its hooks fails$/,
    );
    expect(repository.git("branch", "--list")).toBe("* main");
  });

  it("a commit of nobody", () => {
    const repository = born();
    repository.git("config", "user.useConfigOnly", "true");
    repository.git("config", "--unset", "user.email");
    const home = process.env.HOME;
    process.env.HOME = folder;
    try {
      refuses(
        repository,
        () => repository.update(scaffold("2.0.0", { Makefile: "new\n" })),
        /^git does not know who you are; run git config user\.name/,
      );
    } finally {
      process.env.HOME = home;
    }
  });

  it("a binary file, a link, a linked folder and an ignored file in the way, all at once", () => {
    const repository = born({ "logo.svg": "<svg/>\n", "notes.md": "a\n", "infra/Dockerfile": "FROM a\n", ".gitignore": ".env\n" });
    repository.write("logo.svg", "\u0000\u0001");
    rmSync(join(repository.directory, "notes.md"));
    symlinkSync("logo.svg", join(repository.directory, "notes.md"));
    rmSync(join(repository.directory, "infra"), { recursive: true });
    mkdirSync(join(folder, "outside"));
    symlinkSync(join(folder, "outside"), join(repository.directory, "infra"));
    repository.commit();
    repository.write(".env", "PASSWORD=ours\n");
    const next = scaffold("2.0.0", {
      "logo.svg": "<svg></svg>\n",
      "notes.md": "b\n",
      "infra/compose.yaml": "services: {}\n",
      ".gitignore": ".env\n",
      ".env": "PASSWORD=\n",
    });
    refuses(
      repository,
      () => repository.update(next),
      new RegExp(
        [
          "^\\.env: an ignored file is in its place; move it away",
          "infra/compose\\.yaml: infra is a link; make it a folder, or decline the update",
          "logo\\.svg: is a binary file, which cannot be merged; rename it, or decline the update",
          "notes\\.md: is a link, which cannot be merged; make it a file, or decline the update$",
        ].join("\n"),
      ),
    );
    expect(readdirSync(join(folder, "outside"))).toEqual([]);
  });
});

describe("writing refuses", () => {
  const files = scaffold("1.0.0", { Makefile: "all:\n" });

  it("a target that is not empty, or is not a folder", () => {
    const target = mkdtempSync(join(folder, "target-"));
    writeFileSync(join(target, "mine"), "mine\n");
    expect(() => {
      writeRendered(files, target);
    }).toThrow(/is not empty; name another folder with --out, or bring a repository up to date with: sigma scaffold update /);
    expect(readdirSync(target)).toEqual(["mine"]);
    expect(() => {
      writeRendered(files, join(target, "mine"));
    }).toThrow(/mine is no folder; name one that is not there yet, or an empty one$/);
    expect(readFileSync(join(target, "mine"), "utf8")).toBe("mine\n");
  });

  it("to leave anything of a repository that cannot be written whole", () => {
    const parent = mkdtempSync(join(folder, "parent-"));
    const impossible = new Map([...files, ["Makefile/inside", { text: "", executable: false, once: false }]]);
    expect(() => {
      writeRendered(impossible, join(parent, "new", "repository"));
    }).toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("a scaffold refuses", () => {
  let count = 0;
  /** An invented `scaffolds` folder, from which acme-infra is rendered. */
  function scaffolds(described: Readonly<Record<string, string | Buffer>>): () => unknown {
    const root = join(folder, `scaffolds-${String((count += 1))}`);
    for (const [path, text] of Object.entries({
      "shared/everywhere/files/LICENSE": "mine\n",
      "infra/files/README.md": "# infra\n",
      ...described,
    })) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return () => layers(root, family, family.repositories["acme-infra"]!);
  }

  it("nothing that is right", () => {
    expect([...(scaffolds({})() as ReadonlyMap<string, unknown>).keys()].sort()).toEqual(["LICENSE", "README.md"]);
  });

  it.each<readonly [string, Readonly<Record<string, string | Buffer>>, RegExp]>([
    [
      "a fact that there is not",
      { "infra/files/a": "<%= it.repositry %>" },
      /^scaffolds\/infra\/files\/a: there is no it\.repositry; did you mean "repository"\?$/,
    ],
    [
      "a fact inside a fact that there is not",
      { "infra/files/a": "<%= it.products[0].cod %>" },
      /^scaffolds\/infra\/files\/a: there is no it\.products\.0\.cod; did you mean "code"\?$/,
    ],
    [
      "a fact of something that it does not have",
      { "infra/files/a": "<%= it.product.code %>" },
      /^scaffolds\/infra\/files\/a: Cannot read properties of null/,
    ],
    ["what is no template", { "infra/files/a": "<% if ( %>" }, /^scaffolds\/infra\/files\/a: /],
    [
      "a path of a fact that there is not",
      { "infra/files/[pakage]/a": "" },
      /^scaffolds\/infra\/files\/\[pakage\]\/a: no fact "pakage" for the path \[pakage\]\/a; facts that a path may name: .*package/,
    ],
    [
      "a path of a fact that the repository does not have",
      { "infra/files/[package]/a": "" },
      /needs the fact "package", which acme-infra does not have$/,
    ],
    [
      "a binary file",
      { "infra/files/logo.png": Buffer.from([137, 80, 0]) },
      /^scaffolds\/infra\/files\/logo\.png: is a binary file; a scaffold holds text/,
    ],
    ["a file that is not UTF-8", { "infra/files/a": Buffer.from([0xff, 0xfe]) }, /^scaffolds\/infra\/files\/a: is a binary file;/],
    [
      "a pattern that matches nothing",
      { "infra/scaffold.yaml": "once: [READ.md]\n" },
      /^scaffolds\/infra\/scaffold\.yaml: once: READ\.md matches no file;/,
    ],
    [
      "a key that it does not know",
      { "infra/scaffold.yaml": "onec: [README.md]\n" },
      /^scaffolds\/infra\/scaffold\.yaml:1:1 onec: unknown key; did you mean "once"\?$/,
    ],
    ["what is no YAML", { "infra/scaffold.yaml": "once: [README.md\n" }, /^scaffolds\/infra\/scaffold\.yaml:\d:\d /],
    [
      "a shared folder that is not there",
      { "infra/scaffold.yaml": "shared: [{ from: shared/nothing, to: a }]\n" },
      /scaffold\.yaml: there is no folder scaffolds\/shared\/nothing;/,
    ],
    [
      "a shared folder outside",
      { "infra/scaffold.yaml": "shared: [{ from: ../docs, to: a }]\n" },
      /scaffold\.yaml: \.\.\/docs leaves the scaffolds;/,
    ],
    [
      "a path that leaves the target",
      { "infra/scaffold.yaml": "shared: [{ from: shared/x, to: ../a }]\n", "shared/x/b": "" },
      /^scaffolds\/shared\/x\/b: the path \.\.\/a\/b leaves the repository;/,
    ],
    [
      "an absolute path",
      { "infra/scaffold.yaml": "shared: [{ from: shared/x, to: /etc }]\n", "shared/x/b": "" },
      /the path \/etc\/b leaves the repository;/,
    ],
    [
      "git's own folder",
      { "infra/files/.git/config": "" },
      /^scaffolds\/infra\/files\/\.git\/config: \.git\/ is not the scaffold's to fill;/,
    ],
    [
      "two sources for one path",
      { "infra/scaffold.yaml": "shared: [{ from: shared/x, to: . }]\n", "shared/x/readme.md": "" },
      /^infra: readme\.md has two sources, scaffolds\/infra\/files\/README\.md and scaffolds\/shared\/x\/readme\.md;/,
    ],
  ])("%s", (_, described, sentence) => {
    expect(refusal(scaffolds(described))).toMatch(sentence);
  });

  it("a link", () => {
    const render = scaffolds({});
    symlinkSync("/etc/hosts", join(folder, `scaffolds-${String(count)}`, "infra/files/hosts"));
    expect(render).toThrow(/^scaffolds\/infra\/files\/hosts: is a link or a device; put the file itself here$/);
  });

  it("a kind that it has no folder for", () => {
    const render = scaffolds({ "packs/files/a": "", "python-library/core/files/a": "" });
    rmSync(join(folder, `scaffolds-${String(count)}`, "infra"), { recursive: true });
    expect(render).toThrow(
      /^no scaffold for the kind "infra"; write scaffolds\/infra\/files\/; there are "packs", "python-library\/core"$/,
    );
  });
});
