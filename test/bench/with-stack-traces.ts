/** The app without what makes it fast: CDKTF's stack traces are put back before anything is built. Only the benchmark runs it. */
import stackTrace = require("cdktf/lib/tokens/private/stack-trace");

const { captureStackTrace } = stackTrace;
// The app takes the function away when it is loaded; afterwards it is put back, and the tree is built with it.
Object.defineProperty(stackTrace, "captureStackTrace", { get: () => captureStackTrace, set: () => undefined });

void import("../../stacks/main");
