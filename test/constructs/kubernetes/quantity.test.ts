import { bytes, canonical, cpu, plus, times } from "../../../constructs/kubernetes/quantity";

it.each([
  ["2000m", "2"],
  ["1500m", "1500m"],
  ["1.5", "1500m"],
  ["4", "4"],
])("writes the CPU quantity %s as %s", (text, expected) => {
  expect(canonical(cpu(text))).toBe(expected);
});

it.each([
  ["1024Mi", "1Gi"],
  ["1536Mi", "1536Mi"],
  ["2048Gi", "2Ti"],
  ["0Gi", "0"],
])("writes the byte quantity %s as %s", (text, expected) => {
  expect(canonical(bytes(text))).toBe(expected);
});

it("adds and multiplies without rounding", () => {
  expect(canonical(plus(times(bytes("1536Mi"), 3), bytes("512Mi")))).toBe("5Gi");
});

it("refuses bytes without a unit, which Kubernetes takes literally", () => {
  expect(() => bytes("20")).toThrow('quantity "20" is not a whole number with Ki, Mi, Gi, Ti or Pi: write it as 20Gi');
});

it.each(["", "1,5", "1.5m", "2Gi", "-1"])("refuses %j as a CPU quantity", (text) => {
  expect(() => cpu(text)).toThrow(/is not of the form 500m, 2 or 1.5/);
});
