import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OPERATORS } from "../../../constructs/kubernetes/operators";
import { command } from "./command";
import { layerOf, type Recipe } from "./image";
import { copyAsIs, copyTo, layerOfFolder, librariesOf, smallRoot } from "./program-files";
import { tool, toolsPath } from "./tool";

const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
const NOBODY = "65532:65532";

/** Of every Pod's first process. */
export const PAUSE = "registry.k8s.io/pause:3.10";
export const COREDNS = "registry.k8s.io/coredns/coredns:v1.14.7";
/** The operand: a Postgres as CloudNativePG expects it, by a name that the family's rules admit. */
export const POSTGRES = "registry.harbor.example/harbor-corp/postgres:17";
export const BARMAN_PLUGIN = "ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.13.0";
export const BARMAN_SIDECAR = "ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.13.0";

/** The files of this machine that {@link standardImages} are made of: where none of them changed, neither did the images. */
export const INGREDIENTS: readonly string[] = [
  ...["pause", "coredns", "cloudnative-pg", "plugin-barman-cloud", "envoy-gateway", "envoy", "cert-manager"].map(tool),
  ...["postgres", "barman"].map((name) => toolsPath("images", `${name}.tar`)),
  AUTHORITIES,
];

/**
 * The images that every live cluster has, by the names that the operators' own manifests and charts ask for.
 * @param workshop folder for their layers
 */
export function standardImages(workshop: string): readonly Recipe[] {
  const layer = (name: string, files: Readonly<Record<string, string>>): string => layerOf(join(workshop, `${name}.tar`), files);
  const postgres = toolsPath("images/postgres.tar");
  const cloudNativePg = tool("cloudnative-pg");
  const plugin = layer("plugin-barman-cloud", { manager: tool("plugin-barman-cloud"), [AUTHORITIES]: AUTHORITIES });
  return [
    { name: PAUSE, layers: [layer("pause", { pause: tool("pause") })], entrypoint: ["/pause"] },
    { name: COREDNS, layers: [layer("coredns", { coredns: tool("coredns") })], entrypoint: ["/coredns"] },
    { name: POSTGRES, layers: [postgres], user: "26:26", env: { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } },
    {
      name: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0",
      // Laid out as its own image: it copies the file of its architecture into instances.
      layers: [layer("cloudnative-pg", { "operator/manager_amd64": cloudNativePg, manager: cloudNativePg, [AUTHORITIES]: AUTHORITIES })],
      entrypoint: ["/manager"],
      user: NOBODY,
    },
    { name: BARMAN_PLUGIN, layers: [plugin], entrypoint: ["/manager"], user: NOBODY },
    {
      name: BARMAN_SIDECAR,
      layers: [postgres, toolsPath("images/barman.tar"), plugin],
      entrypoint: ["/manager"],
      user: "26:26",
      env: { PATH: "/venv/bin:/usr/local/bin:/usr/bin:/bin", AWS_DEFAULT_REGION: "us-east-1" },
    },
    ...gatewayImages(workshop),
    ...certManagerImages(workshop),
  ];
}

/** Envoy Gateway, and Envoy under the name by which it asks for one. */
function gatewayImages(workshop: string): readonly Recipe[] {
  const gateway = tool("envoy-gateway");
  const [envoy = ""] = /docker\.io\/envoyproxy\/envoy:[\w.-]+@sha256:[0-9a-f]{64}/.exec(readFileSync(gateway, "latin1")) ?? [];
  if (envoy === "") throw new Error(`${gateway} names no image of Envoy`);
  return [
    {
      name: `docker.io/envoyproxy/gateway:${versionOf("envoy-gateway")}`,
      layers: [
        rootLayer(workshop, "envoy-gateway", (root) => {
          copyTo(root, gateway, "/usr/local/bin/envoy-gateway");
          mkdirSync(join(root, "var/lib/eg"), { recursive: true });
          command("chmod", "1777", join(root, "var/lib/eg"));
        }),
      ],
      entrypoint: ["/usr/local/bin/envoy-gateway"],
      user: NOBODY,
    },
    {
      name: envoy.replace(/@.*$/, ""),
      layers: [
        rootLayer(workshop, "envoy", (root) => {
          copyTo(root, tool("envoy"), "/usr/local/bin/envoy");
          copyAsIs(root, librariesOf([tool("envoy")]));
        }),
      ],
      entrypoint: ["/usr/local/bin/envoy"],
      user: NOBODY,
      // The digest is that of an image which cannot be had here; a name may say any.
      aliases: [envoy.replace(/:[^:@/]+@/, "@")],
    },
  ];
}

function certManagerImages(workshop: string): readonly Recipe[] {
  const program = rootLayer(workshop, "cert-manager", (root) => {
    copyTo(root, tool("cert-manager"), "/cert-manager");
  });
  return ["controller", "webhook", "cainjector"].map((part) => ({
    name: `quay.io/jetstack/cert-manager-${part}:${versionOf("cert-manager")}`,
    layers: [program],
    entrypoint: ["/cert-manager", part],
    user: NOBODY,
  }));
}

/** As the stack installs it where operators are managed. */
function versionOf(name: string): string {
  const known = OPERATORS[name];
  if (known === undefined) throw new Error(`the stack installs no operator ${name}`);
  return known.version;
}

function rootLayer(workshop: string, name: string, fill: (root: string) => void): string {
  const root = join(workshop, `${name}-root`);
  mkdirSync(root, { recursive: true });
  smallRoot(root);
  copyTo(root, AUTHORITIES, AUTHORITIES);
  fill(root);
  layerOfFolder(root, `${root}.tar`);
  rmSync(root, { recursive: true });
  return `${root}.tar`;
}
