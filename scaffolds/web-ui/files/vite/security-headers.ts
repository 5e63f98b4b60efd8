import { readFileSync } from "node:fs";

/**
 * The headers that an nginx configuration adds to every answer, so that the preview is under the same Content-Security-Policy as production.
 * Headers whose value nginx computes are left out. Throws when there is none, as a typing error would silently switch the policy off.
 */
export function securityHeaders(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").matchAll(
    /^\s*add_header (?<name>\S+) (?:"(?<quoted>[^"]*)"|(?<bare>[^$\s]+)) always;$/gm,
  );
  const headers = Object.fromEntries(
    [...lines].map(({ groups = {} }) => [groups.name ?? "", groups.quoted ?? groups.bare ?? ""]),
  );
  if (!("Content-Security-Policy" in headers))
    throw new Error(`${file}: no line adds the header Content-Security-Policy`);
  return headers;
}
