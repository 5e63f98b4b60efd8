interface ImportMetaEnv {
  /** What the built site calls unless `/config.js` says otherwise. */
  readonly VITE_API_BASE_URL?: string;
}

/** What `/config.js` says about the environment in which the page was loaded. */
// eslint-disable-next-line no-var -- only `var` declares a property of globalThis
declare var CONFIG: { readonly VITE_API_BASE_URL?: string } | undefined;

declare module "virtual:brand.css";
