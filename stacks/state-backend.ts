import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import type { StateBackend } from "../model/state-backend";

/**
 * Sets a stack's backend: one key per stack, and no absolute path, because that differs between machines.
 * The S3 lock file needs no other service. https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export function useStateBackend(stack: TerraformStack, name: string, state: StateBackend): void {
  if (state.backend === "local") {
    // Relative to cdktf.out/stacks/<stack>, where Terraform runs: beside cdktf.out.
    new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
    return;
  }
  const { bucket, region, endpoint } = state;
  const compatible =
    endpoint === null
      ? {}
      : { endpoints: { s3: endpoint }, skipCredentialsValidation: true, skipRegionValidation: true, skipRequestingAccountId: true };
  const backend = new S3Backend(stack, { bucket, region, key: `${name}.tfstate`, encrypt: true, ...compatible });
  // CDKTF 0.21 has no property for it.
  backend.addOverride("use_lockfile", true);
}
