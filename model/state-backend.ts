/** Where Terraform keeps its state. */
export type StateBackend =
  | { readonly backend: "local" }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly endpoint: string | null;
      /** AWS roles that jobs assume with their token; null while only people plan and apply. */
      readonly roles: { readonly plan: string; readonly apply: string } | null;
    };
