import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopProviders } from "../../../cli/terraform/stop-providers";

const folder = mkdtempSync(join(tmpdir(), "providers-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("stops the provider that an interrupted Terraform waits for, so that Terraform itself ends in order", async () => {
  writeFileSync(join(folder, "terraform-provider-helm_v3.1.1"), `mkfifo ${folder}/hook; echo begun; read answer <${folder}/hook`);
  // A Terraform that waits for its provider and then has a state to write.
  const terraform = spawn("sh", ["-c", `sh ${folder}/terraform-provider-helm_v3.1.1 & wait; echo state written`]);
  const said: string[] = [];
  terraform.stdout.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const closed = once(terraform, "close") as Promise<[number | null]>;
  await once(terraform.stdout, "data");
  await stopProviders(terraform.pid);
  expect((await closed)[0]).toBe(0);
  expect(said.join("")).toBe("begun\nstate written\n");
});

it("stops nothing of another process", async () => {
  const other = spawn("sh", ["-c", "echo begun; read answer"]);
  await once(other.stdout, "data");
  await stopProviders(process.pid);
  expect(other.exitCode).toBeNull();
  const closed = once(other, "close");
  other.stdin.end("\n");
  await closed;
  expect(other.signalCode).toBeNull();
});
