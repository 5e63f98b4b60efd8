import type { BadCatalogs } from "../model/bad-catalog";

/** Exceptions from checks. */
export const exceptions: BadCatalogs = {
  "exception-from-a-law": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { calls: { reason: "Backups are moved this spring", owner: base, expires: 2026-12-31 } }\nbrand:',
      ],
      ["products/shop.yaml", "tide", "nothing"],
    ],
    refusals: [
      'products/shop.yaml:1:15 exceptions.calls: "calls" is no check that can be waived; those that can are "connections", "github-plan", "identity", "monitoring", "promotion-order", "retention"',
      'products/shop.yaml:5:9 calls.0: no product "nothing"; there are "dream", "relic", "shop", "tide": name one of them or remove it',
    ],
  },
  "exception-of-an-unknown-owner": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { retention: { reason: "Backups are moved this spring", owner: bose, expires: 2026-12-31 } }\nbrand:',
      ],
      ["products/shop.yaml", "60d", "7d"],
    ],
    refusals: ['products/shop.yaml:1:69 exceptions.retention.owner: no team "bose"; did you mean "base"?'],
  },
  "exception-that-waives-nothing": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { retention: { reason: "Backups are moved this spring", owner: base, expires: 2026-12-31 } }\nbrand:',
      ],
    ],
    refusals: ["products/shop.yaml:1:15 exceptions.retention: waives nothing (any more); remove it"],
  },
  "exception-without-reason": {
    edits: [
      ["products/shop.yaml", "brand:", "exceptions: { retention: { reason: soon, owner: base } }\nbrand:"],
      ["products/shop.yaml", "60d", "7d"],
    ],
    refusals: [
      "products/shop.yaml:1:15 exceptions.retention.expires: is missing; write a text (Last day on which it holds, YYYY-MM-DD; afterwards it is an error)",
      'products/shop.yaml:1:28 exceptions.retention.reason: got "soon"; write at least 10 characters',
    ],
  },
  "expired-exception": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { retention: { reason: "Backups are moved this spring", owner: base, expires: 2026-05-31 } }\nbrand:',
      ],
      ["products/shop.yaml", "60d", "7d"],
    ],
    refusals: [
      "products/shop.yaml:1:15 exceptions.retention: expired on 2026-05-31; fix what it waived, or renew it with the consent of base",
      'products/shop.yaml:12:25 database.live.backups: 7d is below the 30d of environment live; raise it or add an exception "retention" with a reason',
    ],
  },
  "unknown-exception": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { retentoin: { reason: "Backups are moved this spring", owner: base, expires: 2026-12-31 } }\nbrand:',
      ],
    ],
    refusals: ['products/shop.yaml:1:15 exceptions.retentoin: "retentoin" is no check that can be waived; did you mean "retention"?'],
  },
};
