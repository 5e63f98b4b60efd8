// Plain JavaScript that any Node can read, so that one which is too old or too new gets a sentence instead of a syntax error.
/** Ends this process with status 1 where Node is not one that package.json admits. */
exports.requireNode = function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 && major < 24) return;
  if (major === 20 && minor >= 9) return;
  console.error(
    "sigma: Node " +
      process.versions.node +
      " does not fit; use Node 20.9 or later, or Node 22 (cdktf-cli crashes on Node 24): https://nodejs.org/en/download",
  );
  process.exit(1);
};
