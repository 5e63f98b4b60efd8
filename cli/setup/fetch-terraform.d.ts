/**
 * Fetches the pinned Terraform into the project's .tools, where `terraformProgram` finds it, and returns its file.
 * Throws a clause that says what went wrong; nothing is installed then.
 * @param options another server and release, for tests
 */
export function fetchTerraform(
  root: string,
  options?: { readonly from?: string; readonly version?: string; readonly sha256?: Readonly<Record<string, string>> },
): Promise<string>;
