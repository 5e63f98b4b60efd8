import { printedJson } from "../../../cli/terraform/printed-json";
import { UserError } from "../../../cli/user-error";

const WARNING = '\nWarning: Unable to open CLI configuration file\n\nThe CLI configuration file at "/nowhere" does not exist.\n';

it.each([
  ["alone", '{"errored":false}\n'],
  ["on several lines", '{\n  "errored": false\n}\n'],
  ["after a warning", `${WARNING}{"errored":false}\n`],
  ["after a warning with a line that begins with a brace", `${WARNING}{ is not expected here\n{"errored":false}\n`],
])("a JSON object is read %s", (_, printed) => {
  expect(printedJson("tofu show -json plan", printed)).toEqual({ errored: false });
});

it.each([
  ["", '"tofu show -json plan" printed nothing'],
  [WARNING, '"tofu show -json plan" printed no JSON, but: Warning: Unable to open CLI configuration file\n'],
  ['{"errored":fal', '"tofu show -json plan" printed no JSON, but: {"errored":fal'],
])("what holds no whole object is refused with its beginning: %j", (printed, message) => {
  const read = () => printedJson("tofu show -json plan", printed);
  expect(read).toThrow(UserError);
  expect(read).toThrow(message);
});
