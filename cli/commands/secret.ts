import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { password } from "@inquirer/prompts";
import { Command } from "commander";
import sodium from "libsodium-wrappers";
import { parse } from "yaml";
import { MAX_SECRET_BYTES } from "../../contract/limits";
import type { Family } from "../../model/family";
import { list } from "../../model/problem";
import { catalogDirectory, requireFamily } from "../catalog";
import { familyWithChanges } from "../catalog-edits/changed-catalog";
import { setEntry } from "../catalog-edits/set-entry";
import { environmentPublicKey, type PublicKey } from "../environment-public-key";
import { UserError } from "../user-error";
import { writeChanges } from "../catalog-edits/write-changes";

/** What a value may be long: https://docs.github.com/actions/reference/secrets-reference#limits-for-secrets */

interface SealOptions {
  readonly publicKey?: string;
  readonly keyId?: string;
}

/** `sigma secret seal`: a value from standard input, sealed with the environment's public key, into `catalog/secrets/`. */
export function secretCommand(): Command {
  const seal = new Command("seal")
    .description("Seals a value from standard input, so that only GitHub can open it, and writes it to catalog/secrets/")
    .argument("<repository>")
    .argument("<environment>")
    .argument("<NAME>")
    .option("--public-key <base64>", "the environment's public key; fetched with GITHUB_TOKEN when left out")
    .option("--key-id <id>", "the id of that key")
    .action(async (repository: string, environment: string, name: string, options: SealOptions, command: Command) => {
      const family = requireFamily(command);
      requireDeclared(family, repository, environment, name);
      const key = await publicKey(options, family.organization, repository, environment);
      const sealed = await sealValue(await readValue(name), key);
      const directory = catalogDirectory(command);
      const file = join("secrets", `${repository}.yaml`);
      const path = join(directory, file);
      const before = existsSync(path) ? readFileSync(path, "utf8") : "";
      const text = setEntry(file, before, [environment, name], { keyId: key.keyId, value: sealed });
      const changes = [{ file, text }];
      familyWithChanges(directory, changes);
      writeChanges(directory, changes);
      const stale = staleNames(text, environment, key.keyId);
      process.stdout.write(`sealed ${name} for ${repository} ${environment} with key ${key.keyId}: ${relative(process.cwd(), path)}\n`);
      if (stale.length > 0) {
        process.stdout.write(`the key of ${environment} changed; GitHub can no longer open these values; seal them again:\n`);
        for (const other of stale) process.stdout.write(`  npx sigma secret seal ${repository} ${environment} ${other}\n`);
      }
    });
  return new Command("secret").description("Secrets of GitHub environments, sealed").addCommand(seal);
}

function requireDeclared(family: Family, repositoryName: string, environmentName: string, name: string): void {
  const repository = Object.hasOwn(family.repositories, repositoryName) ? family.repositories[repositoryName] : undefined;
  if (!repository) throw new UserError(`no repository "${repositoryName}"; repositories: ${list(Object.keys(family.repositories))}`);
  const environment = Object.hasOwn(repository.environments, environmentName) ? repository.environments[environmentName] : undefined;
  if (!environment)
    throw new UserError(
      `${repositoryName} has no environment "${environmentName}"; environments: ${list(Object.keys(repository.environments))}`,
    );
  if (environment.secretNames.includes(name)) return;
  throw new UserError(
    `"${name}" is not a secret of ${repositoryName}; declared: ${list(environment.secretNames)}. Add it to \`secrets\` at ${repository.at("secrets").file} first`,
  );
}

async function publicKey(
  { publicKey: given, keyId }: SealOptions,
  organization: string,
  repository: string,
  environment: string,
): Promise<PublicKey> {
  if (given !== undefined && keyId !== undefined) return { key: given, keyId };
  if (given !== undefined || keyId !== undefined)
    throw new UserError("--public-key and --key-id belong together: GitHub wants the id beside the value");
  return environmentPublicKey(organization, repository, environment);
}

/** From a pipe or a hidden prompt; the line break that `echo` adds is not part of the value. */
async function readValue(name: string): Promise<string> {
  const value = process.stdin.isTTY ? await password({ message: `${name}:`, mask: true }) : readFileSync(0, "utf8").replace(/\r?\n$/, "");
  if (value === "") throw new UserError(`the value of ${name} is empty; pipe it in: printf %s "$VALUE" | npx sigma secret seal …`);
  if (Buffer.byteLength(value) > MAX_SECRET_BYTES)
    throw new UserError(`the value of ${name} has ${Buffer.byteLength(value)} bytes; GitHub admits ${MAX_SECRET_BYTES}`);
  return value;
}

/** A sealed box: https://docs.github.com/rest/guides/encrypting-secrets-for-the-rest-api */
async function sealValue(value: string, { key }: PublicKey): Promise<string> {
  await sodium.ready;
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== sodium.crypto_box_PUBLICKEYBYTES) {
    throw new UserError(
      `the public key has ${bytes.length} bytes; it needs ${sodium.crypto_box_PUBLICKEYBYTES}, in base64, as GitHub's API gives it`,
    );
  }
  return Buffer.from(sodium.crypto_box_seal(value, bytes)).toString("base64");
}

/** Names of an environment's secrets that another key sealed. */
function staleNames(text: string, environment: string, current: string): readonly string[] {
  const secrets = (parse(text) as Record<string, Record<string, { keyId: string }>>)[environment] ?? {};
  return Object.entries(secrets).flatMap(([other, { keyId }]) => (keyId === current ? [] : [other]));
}
