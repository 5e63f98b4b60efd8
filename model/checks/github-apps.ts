import { problem } from "../problem";
import type { Check } from "./check";

/** The key of the release App lies in every repository that it releases; that of the App that bypasses protections must not. */
export const checkGithubApps: Check = ({ github, at }) =>
  github.releaseAppId === github.appId
    ? [
        problem(
          "github-apps",
          at("github", "releaseAppId"),
          `got ${github.releaseAppId}, the App of github.appId, which may bypass protections; make a second App that may write contents and pull requests alone`,
        ),
      ]
    : [];
