import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Cluster, TOOLS } from "../../cluster/support/cluster";
import { ControlPlane } from "./control-plane";
import { layerOf, makeImage, type Image, type Recipe } from "./image";
import { clear } from "./leftovers";
import { nameService } from "./name-service";
import { connectNode, makeBridge, routeServices } from "./network";
import { Node } from "./node";
import { nodeSite, siteOf, type Site } from "./site";
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
    await clear(site);
    mkdirSync(join(site.folder, "images"), { recursive: true });
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
    const pause = await live.image({
      name: "registry.k8s.io/pause:3.10",
      layers: [live.layer("pause", { pause: tool("pause") })],
      entrypoint: ["/pause"],
    });
    await controlPlane.start();
    await Promise.all(nodes.map((node) => node.start(controlPlane, pause)));
    await live.cluster.apply([storageClass, ...places.flatMap((place) => volumesOf(place, VOLUMES_PER_NODE))]);
    await live.startNameService();
    await live.ready();
    return live;
  }

  /** Writes an image; {@link addImage} brings it to the nodes. */
  image(recipe: Recipe): Promise<Image> {
    return makeImage(join(this.site.folder, "images"), recipe);
  }

  /** A layer with these files alone: path in the image → file on disk. */
  layer(name: string, files: Readonly<Record<string, string>>): string {
    return layerOf(join(this.site.folder, "images", `${name}.tar`), files);
  }

  /** An image on every node, where Pods find it without a registry. */
  async addImage(recipe: Recipe): Promise<Image> {
    const image = await this.image(recipe);
    for (const { images } of this.nodes) images.add(image);
    return image;
  }

  /** Ends everything and removes the files. */
  stop(): Promise<void> {
    return clear(this.site);
  }

  private async startNameService(): Promise<void> {
    const image = await this.addImage({
      name: "registry.k8s.io/coredns/coredns:v1.14.7",
      layers: [this.layer("coredns", { coredns: tool("coredns") })],
      entrypoint: ["/coredns"],
    });
    await this.cluster.apply(nameService(this.site, image));
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

/** A program of `.ci/tools`. */
export const tool = (name: string): string => join(TOOLS, name);
