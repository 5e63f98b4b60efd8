const { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } = require("node:fs");
const { tmpdir, userInfo } = require("node:os");
const { join } = require("node:path");
const { TestEnvironment } = require("jest-environment-node");

/**
 * Node, with a temporary folder for each test file, which is removed when the file has ended, after its last hook: repositories with their packages would fill a
 * disk within one run. `RUN_TMPDIR` is the folder of the whole run, for what files share.
 */
module.exports = class OwnFolderEnvironment extends TestEnvironment {
  constructor(config, context) {
    const run = tmpdir();
    const own = mkdtempSync(join(run, "test-"));
    // Postgres runs as a user of its own, who passes through it.
    chmodSync(own, 0o755);
    shareCompiled(run, own);
    // Both of this process, which `os.tmpdir` asks, and by the constructor below in the copy that the tests see.
    process.env.TMPDIR = own;
    process.env.RUN_TMPDIR = run;
    super(config, context);
    this.folders = { run, own };
  }

  async teardown() {
    await super.teardown();
    const { run, own } = this.folders;
    process.env.TMPDIR = run;
    // Retried: a program that a test has just stopped may still write its last file.
    rmSync(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};

/** tsx keeps what it compiled below the temporary folder: each file would compile the program anew. */
function shareCompiled(run, own) {
  const name = `tsx-${process.geteuid?.() ?? userInfo().username}`;
  mkdirSync(join(run, name), { recursive: true });
  symlinkSync(join(run, name), join(own, name), "junction");
}
