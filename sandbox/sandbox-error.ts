/** What the stand-ins refuse: the message names the way out and is for whoever runs the rehearsal. Every other error is a fault of the program. */
export class SandboxError extends Error {
  override readonly name: string = "SandboxError";
}
