// Loaded into a measured Node process: writes its peak resident memory (bytes) and its CPU time (seconds) to the file that BENCH_USAGE names.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require("node:fs").writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ memory: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }),
  );
});
