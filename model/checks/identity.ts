import { activeParts, activeProducts } from "../active";
import type { Family, Repository } from "../family";
import { finding } from "../problem";
import type { Check } from "./check";

/** Without an identity the gateway asks nobody who calls, and APIs refuse everybody or believe anybody. */
export const checkIdentity: Check = {
  name: "identity",
  waivable: true,
  run: (family) =>
    running(family).length === 0
      ? []
      : Object.values(family.environments)
          .filter(({ identity }) => identity === null)
          .map((environment) =>
            finding(
              environment.at("identity"),
              `${environment.name} has products and asks nobody who calls; write identity: { issuer, jwks, audiences, actorClaim, roleClaim, signIn: { clientId, secret } }, or add an exception "identity" with a reason`,
            ),
          ),
};

/** Whoever opens a user interface has no token: a browser has to be sent somewhere to sign in. */
export const checkSignIn: Check = {
  name: "sign-in",
  waivable: false,
  run: (family) => {
    const ui = running(family).find(({ part }) => part === "ui");
    if (ui === undefined) return [];
    return Object.values(family.environments)
      .filter(({ identity }) => identity?.signIn === null)
      .map((environment) =>
        finding(
          environment.at("identity", "signIn"),
          `nobody could sign in at ${ui.name}; write signIn: { clientId: <the client at the provider>, secret: <Secret with its secret> }`,
        ),
      );
  },
};

/** A token of one environment must mean nothing in another. */
export const checkAudiencesDiffer: Check = {
  name: "audiences-differ",
  waivable: false,
  run: ({ environments }) =>
    Object.values(environments).flatMap((environment) =>
      (environment.identity?.audiences ?? []).flatMap((audience, index) => {
        const twin = Object.values(environments).find(
          (other) =>
            other.order < environment.order &&
            other.identity?.issuer === environment.identity?.issuer &&
            other.identity?.audiences.includes(audience),
        );
        return twin
          ? [
              finding(
                environment.at("identity", "audiences", index),
                `got "${audience}", which ${twin.name} accepts from the same issuer: a token of ${twin.name} would open ${environment.name}; give each environment its own`,
              ),
            ]
          : [];
      }),
    ),
};

/** APIs and user interfaces of products that run. */
const running = (family: Family): readonly Repository[] => activeProducts(family).flatMap((product) => activeParts(family, product));
