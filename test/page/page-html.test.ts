import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadFamily } from "../../model/load";
import { bundleSite, type Site } from "../../page/bundle-site";
import { pageHtml } from "../../page/page-html";
import { ACME } from "../cli/workplace";
import { generateFamily } from "../family/generate";
import { pageOf } from "./page-of";

jest.setTimeout(60_000);

const LARGEST = 1_500_000;

let site: Site;
beforeAll(async () => {
  site = await bundleSite();
});

const family = loadFamily(ACME);

it("is one file that asks for no other: no address of a script, a style, a picture or a font", () => {
  const html = pageHtml(pageOf(family, { resources: [] }), site);
  const outside = html.replace(/<script[^]*?<\/script>/g, "");
  expect(outside).not.toMatch(/\b(src|href)=|@import|url\((?!["']?data:)/);
});

it("lets the browser run its own script alone, and reach no network", () => {
  const html = pageHtml(pageOf(family, { resources: [] }), site);
  const hash = createHash("sha256").update(site.script).digest("base64");
  expect(html).toContain(`default-src 'none'; script-src 'sha256-${hash}';`);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
});

it("carries a text of the catalog as it is, and lets none become a part of the page", () => {
  const text = "</script><img src=x onerror=alert(1)>";
  const model = pageOf({ ...family, name: text }, { resources: [] });
  const html = pageHtml(model, site);
  expect(html).not.toContain("<img");
  const [, packed = ""] = /id="model">([^<]*)</.exec(html) ?? [];
  expect(JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString())).toEqual(model);
});

it("stays below 1.5 MB with 400 products", () => {
  const directory = mkdtempSync(join(tmpdir(), "page-"));
  try {
    generateFamily(join(directory, "catalog"), 400);
    const model = pageOf(loadFamily(join(directory, "catalog")), { resources: [] });
    expect(model.products).toHaveLength(400);
    expect(pageHtml(model, site).length).toBeLessThan(LARGEST);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
