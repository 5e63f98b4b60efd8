import { finding } from "../problem";
import type { Check } from "./check";

/** The domain of every environment is the family's domain or lies below it. */
export const checkHosts: Check = {
  name: "hosts",
  waivable: false,
  run: ({ domain, environments }) =>
    Object.values(environments)
      .filter((environment) => environment.domain !== domain && !environment.domain.endsWith(`.${domain}`))
      .map((environment) =>
        finding(
          environment.at("domain"),
          `got "${environment.domain}", which is not under the family's ${domain}; write ${environment.name}.${domain} or ${domain}`,
        ),
      ),
};
