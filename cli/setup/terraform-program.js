const { accessSync, constants, statSync } = require("node:fs");
const { delimiter, join } = require("node:path");

/** Below the project, where {@link fetchTerraform} puts it. */
const FETCHED = join(".tools", "bin", "terraform");

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or nothing that this user may run.
    return false;
  }
}

/**
 * The program that plans and applies: what TERRAFORM_BINARY_NAME says (the cdktf CLI reads it, too), else `terraform` or `tofu`, whichever the PATH has,
 * else the Terraform that `npm start` fetched.
 * @returns {string | null} null where there is none
 */
function terraformProgram(environment, root = join(__dirname, "../..")) {
  if (environment.TERRAFORM_BINARY_NAME) return environment.TERRAFORM_BINARY_NAME;
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const ending = process.platform === "win32" ? ".exe" : "";
  const found = ["terraform", "tofu"].find((name) => folders.some((folder) => isProgram(join(folder, name + ending))));
  if (found !== undefined) return found;
  const fetched = join(root, FETCHED);
  return isProgram(fetched) ? fetched : null;
}

module.exports = { FETCHED, terraformProgram };
