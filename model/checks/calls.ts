import ipaddr from "ipaddr.js";
import { noSuch } from "../no-such";
import { finding } from "../problem";
import type { Check } from "./check";

/** A product may only call existing, active products. */
export const checkCalls: Check = {
  name: "calls",
  waivable: false,
  run: ({ products }) =>
    Object.values(products).flatMap((product) =>
      product.calls.flatMap((code, index) => {
        const at = product.at("calls", index);
        const called = products[code];
        if (code === product.code) return [finding(at, "a product always reaches itself; remove it")];
        if (!called) return [noSuch(at, "product", code, Object.keys(products), "name one of them or remove it")];
        if (product.calls.indexOf(code) < index) return [finding(at, `"${code}" stands twice; keep one`)];
        if (product.state === "active" && called.state !== "active")
          return [finding(at, `"${code}" is ${called.state} and answers nobody; remove it or make it active`)];
        return [];
      }),
    ),
};

/** Egress must not cover every address and must not overlap the cluster's own networks. */
export const checkEgress: Check = {
  name: "egress",
  waivable: false,
  run: ({ products, environments }) =>
    Object.values(products).flatMap((product) =>
      product.egress.flatMap(({ cidr }, index) => {
        const at = product.at("egress", index);
        const [address, bits] = ipaddr.IPv4.parseCIDR(cidr);
        if (bits === 0) return [finding(at, `${cidr} is every address, also inside the cluster; name the networks`)];
        const inside = Object.values(environments).find(({ cluster }) => {
          const pods = ipaddr.IPv4.parseCIDR(cluster.podCidr);
          return address.match(pods) || pods[0].match(address, bits);
        });
        return inside
          ? [finding(at, `${cidr} overlaps the pods of ${inside.name} (${inside.cluster.podCidr}); products reach each other by \`calls\``)]
          : [];
      }),
    ),
};
