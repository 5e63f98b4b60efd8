/** The parts in the order of the story. Each also runs alone, but what one leaves behind the next one finds, so every run has the same order. */
const STORY = ["node", "environment", "gateway", "delivery", "network", "failover", "restore"];

const place = ({ path }) => STORY.findIndex((part) => path.endsWith(`/${part}.test.ts`));

/** https://jestjs.io/docs/configuration#testsequencer-string; Jest keeps durations for an order of its own, which nobody needs here. */
module.exports = class {
  sort(tests) {
    const unplaced = tests.filter((test) => place(test) === -1).map(({ path }) => path);
    if (unplaced.length > 0) throw new Error(`give these a place in ${__filename}: ${unplaced.join(", ")}`);
    return [...tests].sort((one, other) => place(one) - place(other));
  }

  cacheResults() {}
};
