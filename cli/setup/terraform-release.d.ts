/** The Terraform that is fetched where there is none. */
export const VERSION: string;
/** SHA-256 of its archive by platform: `linux_amd64`. */
export const SHA256: Readonly<Record<string, string>>;
