import { finding } from "../problem";
import type { Check } from "./check";

/** The release App's key is in every repository that it releases, so the release App must not be the App that bypasses protections. */
export const checkGithubApps: Check = {
  name: "github-apps",
  waivable: false,
  run: ({ github, at }) =>
    github.releaseAppId === github.appId
      ? [
          finding(
            at("github", "releaseAppId"),
            `got ${github.releaseAppId}, the App of github.appId, which may bypass protections; make a second App that may write contents and pull requests alone`,
          ),
        ]
      : [],
};
