import { hint } from "../rehearsal/hint";

/** A failure whose own message does not say what to do. */
export interface KnownFailure {
  /** Matches one message of Terraform with its whitespace collapsed. */
  readonly pattern: RegExp;
  /** What happened, and the command that fixes it. */
  readonly advice: (match: RegExpExecArray, stack: string) => string;
}

/** A command of Terraform's in a synthesized stack. */
export const inStack = (stack: string, command: string): string => hint(`terraform ${stack} ${command}`);
