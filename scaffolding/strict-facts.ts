import { didYouMean } from "../model/did-you-mean";
import { list } from "../model/problem";
import { ScaffoldError } from "./scaffold-error";

/**
 * The same facts, of which a name that is not there is an error instead of the text "undefined".
 * @param name what the sentence calls them: `it`
 */
export function strictFacts<T extends object>(facts: T, name: string): T {
  return new Proxy(facts, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || Array.isArray(target)) return strictInner(value, `${name}.${String(key)}`);
      // Programs ask for it: JSON.stringify, await.
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
