// Preloaded with --require: whoever asks for `cdktf` or `cdktf/…`, the provider bindings included, gets `cdktn`, the community's continuation.
const Module = require("node:module");
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolveFilename(request.replace(/^cdktf(?=\/|$)/, "cdktn"), ...rest);
