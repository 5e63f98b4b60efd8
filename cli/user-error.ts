/** Something that the person at the keyboard can mend; its message is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** Somebody pressed Ctrl-C while Terraform ran: nothing more is begun. */
export class Interrupted extends UserError {
  override readonly name = "Interrupted";
}
