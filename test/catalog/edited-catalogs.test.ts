import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../cli/user-error";
import { filesOf, writeEmitted } from "../../workflows/emit";
import { SIGMA_CATALOG } from "../family/sigma";
import { ANY_CATALOG, checkoutAt } from "./any-catalog";
import { EDITS } from "./edits";

const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "edited-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A checkout of a catalog with what was emitted of it. */
function checkoutOf(catalog: string): string {
  const root = temporary();
  cpSync(catalog, join(root, "catalog"), { recursive: true });
  const { family } = checkoutAt(root).loaded;
  if (family) writeEmitted(root, filesOf(family));
  return root;
}

/** What `npm test` would say after the edit and `npm run emit`; null when `sigma check` refuses the edit already. */
function afterEdit(checkout: string, edit: (typeof EDITS)[string]): string | null {
  const root = temporary();
  cpSync(checkout, root, { recursive: true });
  try {
    edit(join(root, "catalog"));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
  const edited = checkoutAt(root);
  const { family, problems } = edited.loaded;
  if (!family) return problems.length > 0 ? null : "no family, and no problem that says why";
  writeEmitted(root, filesOf(family));
  return ANY_CATALOG.map(([, wrong]) => wrong(edited)).join("");
}

describe("the tests stay green after an edit of the catalog of this repository", () => {
  const present = checkoutOf(join(__dirname, "../../catalog"));
  const agreed = checkoutOf(SIGMA_CATALOG);

  // A family that others have edited may refuse an edit; `sigma check` says so before any test. The one that was agreed takes each.
  it.each(Object.entries(EDITS))("%s", (_, edit) => {
    expect(afterEdit(present, edit) ?? afterEdit(agreed, edit)).toBe("");
  });
});

it("an edit that makes emitted files stale is reported with the command that updates them", () => {
  const root = checkoutOf(SIGMA_CATALOG);
  EDITS["another name of the family and of its organization"]!(join(root, "catalog"));
  const edited = checkoutAt(root);
  expect(ANY_CATALOG.map(([, wrong]) => wrong(edited)).join("")).toMatch(
    /^\d+ emitted files are not up to date; run: npm run emit\n {2}\.github\/workflows\/\S+: differs\n/,
  );
});
