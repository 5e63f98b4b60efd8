import { didYouMean } from "../model/did-you-mean";
import { list } from "../model/problem";
import { ScaffoldError } from "./scaffold-error";

/**
 * The same facts; reading a name that does not exist throws, where a template would print "undefined".
 * @param name their name in the message: `it`
 */
export function strictFacts<T extends object>(facts: T, name: string): T {
  return new Proxy(facts, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || Array.isArray(target)) return strictInner(value, `${name}.${String(key)}`);
      // JSON.stringify and await read these names.
      if (!Object.hasOwn(target, key) && key !== "toJSON" && key !== "then") {
        const names = Object.keys(target);
        throw new ScaffoldError(`there is no ${name}.${key}${didYouMean(key, names) || `; ${name} has ${list(names)}`}`);
      }
      return strictInner(value, `${name}.${key}`);
    },
  });
}

const strictInner = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? strictFacts(value, name) : value;
