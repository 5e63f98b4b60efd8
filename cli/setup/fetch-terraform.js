const { createHash } = require("node:crypto");
const { chmodSync, mkdirSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { fileOfZip } = require("./zip");
const { FETCHED } = require("./terraform-program");
const release = require("./terraform-release");

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

/**
 * Fetches the pinned Terraform into the project's .tools, where {@link terraformProgram} finds it.
 * @param {string} root the project's folder
 * @param {{ from?: string, version?: string, sha256?: Readonly<Record<string, string>> }} [options] another server and release, for tests
 * @returns {Promise<string>} the program's file
 * @throws {Error} a clause that says what went wrong; nothing is installed then
 */
async function fetchTerraform(root, { from = "https://releases.hashicorp.com", version = release.VERSION, sha256 = release.SHA256 } = {}) {
  const platform = `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
  const expected = sha256[platform];
  if (expected === undefined) throw new Error(`no Terraform is fetched for ${platform}`);
  const archive = await download(`${from}/terraform/${version}/terraform_${version}_${platform}.zip`);
  const actual = createHash("sha256").update(archive.bytes).digest("hex");
  if (actual !== expected)
    throw new Error(
      `${archive.url} is not the file that was released: its SHA-256 is ${actual} instead of ${expected}, so it was thrown away`,
    );
  const file = join(root, FETCHED);
  mkdirSync(dirname(file), { recursive: true });
  // Under its own name only when it is whole.
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, fileOfZip(archive.bytes, "terraform"));
  chmodSync(partial, 0o755);
  renameSync(partial, file);
  return file;
}

async function download(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    return { url, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    // `fetch failed` says nothing; the reason is in its cause.
    throw new Error(`${url} could not be fetched (${error.cause?.code ?? error.cause?.message ?? error.message})`);
  }
}

module.exports = { fetchTerraform };
