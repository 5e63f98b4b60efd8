import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Document, type Node, Scalar, stringify } from "yaml";
import type { Family } from "../../model/family";
import { setEntry } from "./set-entry";
import type { Change } from "./changed-catalog";
import { UserError } from "../user-error";

export interface ProductOptions {
  readonly owner: string;
  readonly uiOwner?: string;
  readonly brand?: string;
  readonly summary?: string;
}

/** The files that a new product needs: its entry, and its teams where they are new. */
export function newProduct(
  family: Family,
  directory: string,
  code: string,
  { owner, uiOwner = owner, brand, summary }: ProductOptions,
): readonly Change[] {
  const file = join("products", `${code}.yaml`);
  if (existsSync(join(directory, file))) throw new UserError(`${file} is there already; edit it, or take another code`);
  const text = productText(family.name, code, {
    owner,
    uiOwner,
    ...(brand !== undefined && { brand }),
    ...(summary !== undefined && { summary }),
  });
  const teams = newOwners(family, { owner, uiOwner });
  if (teams.length === 0) return [{ file, text }];
  const before = readFileSync(join(directory, "teams.yaml"), "utf8");
  const after = teams.reduce(
    (soFar, team) => setEntry("teams.yaml", soFar, [team], newTeam(brand ?? productName(family.name, code))),
    before,
  );
  return [
    { file, text },
    { file: "teams.yaml", text: after },
  ];
}

/** The owners that are no team of the family yet. */
export const newOwners = ({ teams }: Family, { owner, uiOwner = owner }: ProductOptions): readonly string[] =>
  [...new Set([owner, uiOwner])].filter((team) => !Object.hasOwn(teams, team));

/** The text of a new product's file. A summary that nobody has written yet is marked as to be confirmed, so that `sigma check` lists it. */
export function productText(family: string, code: string, { owner, uiOwner = owner, brand, summary }: ProductOptions): string {
  const name = brand ?? productName(family, code);
  const entry = { brand: name, summary: summary ?? toBeConfirmed(`${name}, to be described`), owners: { api: owner, ui: uiOwner } };
  return `# yaml-language-server: $schema=../schemas/product.json\n${stringify(entry, { lineWidth: 0 })}`;
}

function toBeConfirmed(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.comment = " to be confirmed";
  return scalar;
}

const productName = (family: string, code: string): string => `${capitalized(family)} ${capitalized(code)}`;

function newTeam(description: string): Node {
  const document = new Document();
  const members = document.createNode([], { flow: true });
  members.comment = " to be confirmed";
  return document.createNode({ description, members });
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
