import { asUserError } from "../../../cli/rehearsal/rehearsal";
import { UserError } from "../../../cli/user-error";
import { SandboxError } from "../../../sandbox/sandbox-error";
import { WorldUnreadable } from "../../../sandbox/world";

it.each([new SandboxError("the folder is in use"), new WorldUnreadable("world.json", "it is not JSON")])(
  "prints what the stand-ins refuse without a stack: %p",
  (error) => {
    expect(asUserError(error)).toEqual(new UserError(error.message));
    expect(asUserError(error)).toBeInstanceOf(UserError);
  },
);

it("keeps a fault of the program as it is, with its stack", () => {
  const fault = new TypeError("Cannot read properties of undefined");
  expect(asUserError(fault)).toBe(fault);
  expect(fault.stack).toContain("as-user-error.test.ts");
});
