const { register } = require("tsx/cjs/api");

/**
 * What a TypeScript file exports, for jest's configurations, which are read before anything transforms TypeScript. What reads it is taken out again: it would get in
 * jest's way, which then finds no import of the set-up files.
 *
 * @param file as `require` takes it in `from`
 */
module.exports = function requireTypeScript(file, from) {
  const tsx = register({ namespace: "jest-configuration" });
  try {
    return tsx.require(file, from);
  } finally {
    tsx.unregister();
  }
};
