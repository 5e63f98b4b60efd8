// What `npm start` and `npm test` run first: on a machine with Node and git alone it brings everything else. No dependencies: they may not be installed.
require("./require-node").requireNode();
const { join } = require("node:path");
const { createInterface } = require("node:readline/promises");
const { installPackages } = require("./packages");
const { fetchTerraform } = require("./fetch-terraform");
const { VERSION } = require("./terraform-release");
const { terraformProgram } = require("./terraform-program");

const ROOT = join(__dirname, "../..");
const INSTALL =
  "install Terraform 1.11 or later (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or later (https://opentofu.org/docs/intro/install/), and try again";

/** Without a terminal nobody can answer: it is fetched, because its checksum is pinned and .tools is ignored by git. */
async function mayFetch() {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Neither Terraform nor OpenTofu is on the PATH. Fetch Terraform ${VERSION} (about 30 MB) into .tools? [Y/n] `,
    );
    return /^(y(es)?)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

async function prepare() {
  installPackages(ROOT);
  if (terraformProgram(process.env) !== null) return;
  if (!(await mayFetch())) throw new Error(`nothing was fetched; ${INSTALL}`);
  try {
    const file = await fetchTerraform(ROOT);
    console.log(`Neither Terraform nor OpenTofu is on the PATH: fetched Terraform ${VERSION} to ${file}`);
  } catch (error) {
    throw new Error(`neither Terraform nor OpenTofu is on the PATH, and ${error.message}; ${INSTALL}`);
  }
}

prepare().catch((error) => {
  console.error(`sigma: ${error.message}`);
  process.exitCode = 1;
});
