/** SIGMA_LIVE_KEEP leaves the cluster of a test run for a look, however it ended; the next start removes it. */
export const KEEP = process.env["SIGMA_LIVE_KEEP"] !== undefined;
