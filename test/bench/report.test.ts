import { failuresOf, sectionText, type Result, type Section } from "./report";

const section = (...results: readonly Result[]): Section => ({ title: "Plans", head: ["command"], rows: [], results });

const SLOW: Result = { what: "sigma plan", value: 16, unit: "s", limit: { most: 15 } };

it("prints a time beyond its limit, and does not fail for it", () => {
  expect(sectionText(section(SLOW))).toContain("slower sigma plan: 16 s (at most 15 s)");
  expect(failuresOf([section(SLOW)])).toEqual([]);
});

it.each<Result>([
  { what: "growth", value: 2.1, unit: "x", limit: { most: 2 } },
  { what: "faster", value: 3, unit: "x", limit: { least: 4 } },
  { what: "memory per resource", value: 16, unit: "KB", limit: { most: 15 } },
  { what: "python-service", value: 31, unit: "requests", limit: { most: 30 } },
  { what: "web-ui", value: 41, unit: "lines", limit: { most: 40 } },
])("fails for $what in $unit beyond its limit", (missed) => {
  expect(sectionText(section(missed))).toContain(`MISSED ${missed.what}: ${missed.value}`);
  expect(failuresOf([section(SLOW, missed)])).toEqual([missed]);
});

it("fails for nothing that is kept", () => {
  const kept: Result = { what: "growth", value: 1.9, unit: "x", limit: { most: 2 } };
  expect(sectionText(section(kept))).toContain("kept   growth: 1.90 x (at most 2 x)");
  expect(failuresOf([section(kept)])).toEqual([]);
});
