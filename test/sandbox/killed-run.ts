import { Rehearsal } from "./rehearsal";

/** A program of its own, so that a test can kill it together with the Terraform it runs: `killed-run.ts <folder>`. */
const rehearsal = new Rehearsal(process.argv[2]);
// Ctrl-C reaches Terraform by itself; it must still be answered while it ends in order.
process.on("SIGINT", () => undefined);
void rehearsal.terraform("apply").then(({ output }) => {
  process.stdout.write(output);
});
