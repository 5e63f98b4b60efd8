import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { securityHeaders } from "./security-headers.ts";

it("reads the headers of production and leaves out what nginx computes", () => {
  expect(securityHeaders("infra/nginx.conf")).toMatchObject({
    "Content-Security-Policy": expect.stringContaining("script-src 'self'") as string,
    "X-Content-Type-Options": "nosniff",
  });
  expect(securityHeaders("infra/nginx.conf")).not.toHaveProperty("Cache-Control");
});

it("refuses a configuration without a policy", () => {
  const file = join(mkdtempSync(join(tmpdir(), "nginx-")), "nginx.conf");
  writeFileSync(file, "add_header X-Frame-Options DENY always;\n");
  expect(() => securityHeaders(file)).toThrow("no line adds the header Content-Security-Policy");
});
