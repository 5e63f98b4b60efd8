/** An error that the user can fix. Its message is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** Ctrl-C was pressed while Terraform ran; no further step starts. */
export class Interrupted extends UserError {
  override readonly name = "Interrupted";
}
