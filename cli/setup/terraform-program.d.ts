/**
 * The program that plans and applies: what TERRAFORM_BINARY_NAME says (the cdktf CLI reads it, too), else `terraform` or `tofu`, whichever the PATH has,
 * else the Terraform that `npm start` fetched; null where there is none.
 * @param root the project's folder. @default this project's
 */
export function terraformProgram(environment: NodeJS.ProcessEnv, root?: string): string | null;
