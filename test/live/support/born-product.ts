import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "../../../model/family";
import { callersLibrary, renderRepository } from "../../../scaffolding/render";
import { Delivery } from "./delivery";
import { FrontDoor } from "./front-door";
import type { Harbor } from "./harbor";
import { IdentityProvider } from "./identity-provider";
import type { Image } from "./image";
import { variantOf } from "./image-variant";
import type { LiveCluster } from "./live-cluster";
import { productImage } from "./product-images";

/** The product crane on a live cluster: gateway and certificates, its repositories as they are born, their images, and who may call it. */
export class BornProduct {
  readonly api = "harbor-crane-api";
  readonly ui = "harbor-crane-ui";
  readonly people = new IdentityProvider();

  private constructor(
    readonly live: LiveCluster,
    readonly family: Family,
    readonly front: FrontDoor,
    readonly delivery: Delivery,
    readonly images: { readonly api: Image; readonly ui: Image },
  ) {}

  static async on(live: LiveCluster, harbor: Harbor): Promise<BornProduct> {
    const family = harbor.catalog.family();
    const front = await FrontDoor.on(live, harbor);
    const images = {
      api: productImage(family, "harbor-crane-api", "v1.0.0"),
      ui: productImage(family, "harbor-crane-ui", "v1.0.0"),
    };
    await Promise.all(Object.values(images).map((image) => live.bring(image)));
    return new BornProduct(live, family, front, await Delivery.start(live, family, front), images);
  }

  get namespace(): string {
    return this.delivery.deployment(this.api).namespace;
  }

  /** Addresses of the API: its own host, and its prefix on the host of all products. */
  get addresses(): readonly string[] {
    const { host, gateway } = this.delivery.deployment(this.api);
    return [`https://${host}`, ...(gateway === null ? [] : [`https://${gateway.host}/api/crane`])];
  }

  /** The first image of the API with some files changed, on every node. */
  async version(tag: string, files: Readonly<Record<string, string>>): Promise<Image> {
    const image = variantOf(this.images.api, tag, files, join(mkdtempSync(join(this.live.site.folder, "version-")), "layout"));
    await this.live.bring(image);
    return image;
  }

  /** The migrations of the API with one more that fails when it is run. */
  failingMigration(): Readonly<Record<string, string>> {
    const rendered = renderRepository(this.family, this.api, callersLibrary(this.family, "0".repeat(40)));
    const manifest = rendered.get("migrations/manifest.sha256")?.text ?? "";
    const files = {
      "0002_broken.sql":
        "-- phase: expand\nCREATE TABLE loads (id bigint PRIMARY KEY);\nINSERT INTO loads (id) SELECT 1 / (count(*) - count(*)) FROM settings;\n",
      "0002_broken.undo.sql": "DROP TABLE loads;\n",
    };
    const lines = Object.entries(files).map(([name, text]) => `${createHash("sha256").update(text).digest("hex")}  ${name}\n`);
    return Object.fromEntries(
      Object.entries({ ...files, "manifest.sha256": manifest + lines.join("") }).map(([name, text]) => [`app/migrations/${name}`, text]),
    );
  }

  /** What the services' README asks the platform for: tokens are checked before the API, and name who calls. */
  async askForTokens(): Promise<void> {
    const provider = {
      name: "people",
      issuer: this.people.issuer,
      audiences: [this.people.audience],
      localJWKS: { type: "Inline", inline: this.people.jwks },
      claimToHeaders: [{ claim: "sub", header: this.family.actorHeader }],
      extractFrom: { headers: [{ name: "Authorization", valuePrefix: "Bearer " }] },
    };
    const group = "gateway.networking.k8s.io";
    const targetRefs = [this.api, `${this.api}-gateway`].map((name) => ({ group, kind: "HTTPRoute", name }));
    const metadata = { name: "people", namespace: this.namespace };
    // Whoever has no token reaches the API, which answers 401 itself: the smoke test of a deploy has none, and asks for /healthz alone.
    const spec = { targetRefs, jwt: { optional: true, providers: [provider] } };
    await this.live.cluster.apply([{ apiVersion: "gateway.envoyproxy.io/v1alpha1", kind: "SecurityPolicy", metadata, spec }]);
  }

  /** Digest of the image that the Deployment of a repository asks for. */
  async runs(repository: string): Promise<string> {
    const path = "jsonpath={.spec.template.spec.containers[0].image}";
    return (
      (await this.live.cluster.kubectl(["--namespace", this.namespace, "get", "deployment", repository, "--output", path])).split("@")[1] ??
      ""
    );
  }
}
