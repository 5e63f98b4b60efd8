import { join } from "node:path";
import { ANY_CATALOG, checkoutAt } from "./any-catalog";

/** The one place where `npm test` reads the catalog of this repository and what is emitted from it. */
describe("the catalog of this repository", () => {
  const checkout = checkoutAt(join(__dirname, "../.."));

  it.each(ANY_CATALOG)("%s", (_, wrong) => {
    const text = wrong(checkout);
    if (text !== "") throw new Error(text);
  });
});
