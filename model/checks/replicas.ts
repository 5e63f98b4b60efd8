import { finding } from "../problem";
import type { Check } from "./check";

/** `replicas.min` is not above `replicas.max`. */
export const checkReplicas: Check = {
  name: "replicas",
  waivable: false,
  run: ({ environments, products }) => [
    ...Object.values(environments)
      .filter(({ replicas }) => replicas.min > replicas.max)
      .map((environment) => finding(environment.at("replicas"), range(environment.replicas))),
    ...Object.values(products).flatMap((product) =>
      Object.values(product.environments)
        .filter(({ environment, replicas }) => replicas.min > replicas.max && environments[environment]?.replicas !== replicas)
        .map(({ environment, replicas }) => finding(product.at("replicas", environment), range(replicas))),
    ),
  ],
};

const range = ({ min, max }: { min: number; max: number }) => `min ${min} is above max ${max}; lower min or raise max`;
