/** A refusal of the stand-in providers, written for the user and with the way out. Every other error is a bug. */
export class SandboxError extends Error {
  override readonly name: string = "SandboxError";
}
