import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Rules of a cluster role of the chart `baseline`. They hold no template expression; the rest of the file is taken out of the way. */
export function chartClusterRole(name: string): readonly Rule[] {
  const text = readFileSync(join(__dirname, "../../../charts/baseline/templates/cluster-roles.yaml"), "utf8").replace(/\{\{[^]*?\}\}/g, "");
  const role = parseAllDocuments(text)
    .map((document) => document.toJS() as { metadata: { name: string }; rules: readonly Rule[] } | null)
    .find((each) => each?.metadata.name === name);
  if (!role) throw new Error(`the chart baseline has no cluster role ${name}`);
  return role.rules;
}
