import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Site } from "./bundle-site";
import type { PageModel } from "./page-model";

/**
 * The whole page as one file: it opens from a folder, a mail or an artifact, where a browser lets a page read no other file. Its policy lets it run its own
 * script and nothing else, and reach no network. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export function pageHtml(model: PageModel, { script, style }: Site): string {
  const hash = createHash("sha256").update(script).digest("base64");
  // The libraries write style attributes and elements of their own.
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(model.family.name)}</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript; it runs only what is in this file.</noscript>
<script type="application/gzip" id="model">${packed(model)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Base64 of gzip: a twentieth of the JSON of hundreds of products, and no text of the catalog can end the element. */
const packed = (model: PageModel): string => gzipSync(JSON.stringify(model), { level: 9 }).toString("base64");

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
