import { problem } from "../problem";
import type { Check } from "./check";

/** The domain of every environment is the family's domain or lies below it. */
export const checkHosts: Check = ({ domain, environments }) =>
  Object.values(environments)
    .filter((environment) => environment.domain !== domain && !environment.domain.endsWith(`.${domain}`))
    .map((environment) =>
      problem(
        "hosts",
        environment.at("domain"),
        `got "${environment.domain}", which is not under the family's ${domain}; write ${environment.name}.${domain} or ${domain}`,
      ),
    );
