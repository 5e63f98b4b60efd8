import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { TOOLS } from "./cluster";
import { Program } from "./program";

/** The version under which Envoy Gateway looks for a proxy on this machine; the program there is the project's own (`.ci/tools`). */
const PROXY_VERSION = "1.39.1";

/**
 * Envoy Gateway with an Envoy, as programs of this machine, from objects in a file: what clients meet, without a cluster. It reads no ListenerSets; the
 * caller makes listeners of the Gateway of them. https://gateway.envoyproxy.io/docs/tasks/operations/standalone-deployment-mode/
 */
export class StandaloneGateway {
  private readonly folder = mkdtempSync(join(tmpdir(), "sigma-gateway-"));
  private program: Program | undefined;

  /** The key of sessions' cookies, in base64; Envoy Gateway reads it from the Secret `envoy-oidc-hmac` of its own namespace. */
  get sessionKey(): string {
    return readFileSync(join(this.folder, "config/certs/envoy-oidc-hmac/hmac-secret")).toString("base64");
  }

  constructor() {
    const homes = ["config", "data", "state", "run", "objects"].map((name) => join(this.folder, name));
    for (const home of homes) mkdirSync(home);
    const bin = join(this.folder, "data/envoy-versions", PROXY_VERSION, "bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(TOOLS, "envoy"), join(bin, "envoy"));
    execFileSync(join(TOOLS, "envoy-gateway"), ["certgen", "--local", "--config-home", join(this.folder, "config")], { stdio: "pipe" });
  }

  /** Starts with these objects, of a Gateway `gateway` in `namespace`, and waits until a listener answers at `port`. */
  async start(objects: readonly object[], namespace: string, port: number): Promise<void> {
    const proxy = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "EnvoyProxy",
      metadata: { name: "gateway", namespace },
      spec: { provider: { type: "Host", host: { envoyVersion: PROXY_VERSION } } },
    };
    writeFileSync(join(this.folder, "objects/all.yaml"), [proxy, ...objects].map((object) => stringify(object)).join("---\n"));
    const configuration = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "EnvoyGateway",
      gateway: { controllerName: "gateway.envoyproxy.io/gatewayclass-controller" },
      provider: {
        type: "Custom",
        custom: {
          resource: { type: "File", file: { paths: [join(this.folder, "objects")] } },
          infrastructure: {
            type: "Host",
            host: {
              configHome: join(this.folder, "config"),
              dataHome: join(this.folder, "data"),
              stateHome: join(this.folder, "state"),
              runtimeDir: join(this.folder, "run"),
            },
          },
        },
      },
      extensionApis: { enableBackend: true },
    };
    writeFileSync(join(this.folder, "gateway.yaml"), stringify(configuration));
    const args = ["server", "--config-path", join(this.folder, "gateway.yaml")];
    this.program = new Program(join(TOOLS, "envoy-gateway"), args, join(this.folder, "log"));
    await this.program.until(() => listens(port));
  }

  /** Gently: Envoy Gateway ends its proxy. */
  async stop(): Promise<void> {
    await this.program?.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (there: boolean) => {
      socket.destroy();
      resolve(there);
    };
    socket
      .once("connect", () => {
        answer(true);
      })
      .once("error", () => {
        answer(false);
      });
  });
