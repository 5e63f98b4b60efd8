import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "../../cluster/support/cluster";
import { ControlPlane } from "./control-plane";
import type { Image } from "./image";
import { ImageStock } from "./image-stock";
import { clear, markPrograms } from "./leftovers";
import { nameService } from "./name-service";
import { connectNode, makeBridge, routeServices } from "./network";
import { Node } from "./node";
import { timed } from "./progress";
import { nodeSite, siteOf, type Site } from "./site";
import { COREDNS } from "./standard-images";
import { storageClass, volumesOf } from "./volumes";
import { waitFor } from "./wait-for";

const VOLUMES_PER_NODE = 24;

/** A genuine Kubernetes on this machine, with nodes that run Pods. */
export class LiveCluster {
  private constructor(
    readonly site: Site,
    readonly controlPlane: ControlPlane,
    readonly nodes: readonly Node[],
    /** kubectl and Helm for an administrator. */
    readonly cluster: Cluster,
  ) {}

  /** The one that runs at this site, whoever started it. */
  static running(site = siteOf()): LiveCluster {
    const numbers = readdirSync(site.folder).flatMap((each) => /^node(\d+)$/.exec(each)?.[1] ?? []);
    const controlPlane = new ControlPlane(site);
    const nodes = numbers.map((number) => new Node(site, nodeSite(site, Number(number))));
    return new LiveCluster(site, controlPlane, nodes, new Cluster(controlPlane.kubeconfig));
  }

  /** Starts one anew, after removing what an earlier run of the same site has left. Takes about half a minute. */
  static async start(nodeCount = 3, site = siteOf()): Promise<LiveCluster> {
    await timed("what an earlier run left", () => clear(site));
    markPrograms(site);
    mkdirSync(site.folder, { recursive: true });
    const stock = await timed("images", () => ImageStock.of(site));
    writeFileSync(imagesFile(site), JSON.stringify(stock.digests));
    const places = Array.from({ length: nodeCount }, (_, index) => nodeSite(site, index + 1));
    makeBridge(site);
    for (const place of places)
      connectNode(
        site,
        place,
        places.filter((other) => other !== place),
      );
    routeServices(site, places[0]!);

    const controlPlane = new ControlPlane(site);
    const nodes = places.map((place) => new Node(site, place));
    const live = new LiveCluster(site, controlPlane, nodes, new Cluster(controlPlane.kubeconfig));
    await controlPlane.start();
    await Promise.all(nodes.map((node) => node.start(controlPlane, stock)));
    await live.cluster.apply([storageClass, ...places.flatMap((place) => volumesOf(place, VOLUMES_PER_NODE))]);
    await live.cluster.apply(nameService(site, COREDNS));
    await live.ready();
    return live;
  }

  /** One of the standard images by name and digest, as a Pod asks for it. @throws when there is none of this name */
  standardImage(name: string): string {
    const digest = (JSON.parse(readFileSync(imagesFile(this.site), "utf8")) as Record<string, string>)[name];
    if (digest === undefined) throw new Error(`no standard image "${name}"`);
    return `${name}@${digest}`;
  }

  /** Brings an image to every node, where Pods find it without a registry. */
  async bring(image: Image): Promise<void> {
    await Promise.all(this.nodes.map(({ images }) => images.add(image)));
  }

  /** Ends everything and removes the files. */
  stop(): Promise<void> {
    return clear(this.site);
  }

  private async ready(): Promise<void> {
    const names = this.nodes.map(({ at }) => at.name);
    await waitFor(`the nodes ${names.join(", ")}`, 120, async () => {
      await this.cluster.kubectl(["wait", "node", ...names, "--for=condition=Ready", "--timeout=1s"]);
      return true;
    });
    await Promise.all(this.nodes.map((node) => node.enforcePolicies(this.controlPlane)));
    await this.cluster.kubectl(["--namespace=kube-system", "rollout", "status", "deployment/coredns", "--timeout=120s"]);
  }
}

const imagesFile = (site: Site): string => join(site.folder, "images.json");
