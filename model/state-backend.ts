/** Where Terraform keeps its state. */
export type StateBackend =
  | { readonly backend: "local" }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly endpoint: string | null;
      /** What jobs take with their token; null while nothing but people plan and apply. */
      readonly roles: { readonly plan: string; readonly apply: string } | null;
    };
