import { join } from "node:path";
import { loadFamily } from "../../model/load";

it("is a catalog without a problem, which only a live cluster would tell otherwise", () => {
  expect(Object.keys(loadFamily(join(__dirname, "harbor")).environments)).toEqual(["quay"]);
});
