import { Ajv2020 } from "ajv/dist/2020";
import { expect, it } from "vitest";
import { auditLog, auditLogPage, failure } from "../answers.ts";
import error from "./golden/error.schema.json" with { type: "json" };
import page from "./golden/page.schema.json" with { type: "json" };

// The forms of texts are what get-page.ts and its like check.
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false });

it.each([
  ["a page", page, auditLogPage([auditLog(1), auditLog(2)], "bmV4dA")],
  ["the last page", page, auditLogPage([])],
  ["a page of what is recent", page, auditLogPage([auditLog(1)], null, "2025-12-02T12:00:00Z")],
  [
    "an error",
    error,
    failure("validation_failed", "The request is not valid.", [{ field: "query.limit", message: "at most 200" }]),
  ],
])("%s of these tests is one that the family's APIs give", (_, schema, answer) => {
  ajv.validate(schema, answer);
  expect(ajv.errors ?? []).toEqual([]);
});

it("refuses an answer that they do not give", () => {
  expect(ajv.validate(page, { ...auditLogPage([]), next: "bmV4dA" })).toBe(false);
});
