import type { handleUnaryCall, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import type { Server as Listener, Socket } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdDirectory } from "./hold-directory";
import type { Handlers } from "./protocol";
import { protocolService } from "./protocol";
import type { Provider } from "./provider";
import { loadProvider, PROVIDER_NAMES } from "./provider";
import { providerHandlers } from "./provider-handlers";
import { World } from "./world";

export interface RunningProviders {
  /** Environment variables that make `terraform` and `cdktf` use the stand-in providers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops the providers. The world stays in its file. */
  readonly stop: () => Promise<void>;
}

/** Where Terraform and where OpenTofu look for a provider that names no registry; each passes over the other's. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];

/** File of the world, below the directory that `startProviders` is given. */
export const worldFile = (directory: string): string => join(directory, "world.json");

/** Folder of the derived schemas, below the same directory. */
export const schemaCache = (directory: string): string => join(directory, "schemas");

/**
 * Serves stand-ins for the github, helm and kubernetes providers to any Terraform started with the returned environment.
 * Everything they keep is below `directory`; one process at a time may hold it. Terraform must be spawned asynchronously: it is answered from this process.
 * @throws SandboxError when another process holds the directory or its world cannot be read
 */
export async function startProviders({ directory }: { readonly directory: string }): Promise<RunningProviders> {
  mkdirSync(directory, { recursive: true });
  // A Unix socket's path may have about 100 bytes, which a project's folder may already exceed.
  const sockets = mkdtempSync(join(tmpdir(), "providers-"));
  let release = (): void => {
    rmSync(sockets, { recursive: true, force: true });
  };
  try {
    release = holdDirectory(directory, sockets);
    const world = World.open(worldFile(directory));
    const service = protocolService();
    const running = await Promise.all(
      PROVIDER_NAMES.map((name) => listen(loadProvider(name, schemaCache(directory)), world, service, join(sockets, name))),
    );
    return {
      environment: {
        TF_REATTACH_PROVIDERS: JSON.stringify(
          Object.fromEntries(
            running.flatMap(({ source, attachment }) => REGISTRIES.map((registry) => [`${registry}/${source}`, attachment])),
          ),
        ),
        // Stops Terraform and cdktf-cli from checking for new versions.
        CHECKPOINT_DISABLE: "1",
        // Must be "true"; with any other value cdktf-cli still asks the provider registry.
        CDKTF_SKIP_PROVIDER_LOCK: "true",
        // Else cdktf-cli makes a plugin cache in the user's home.
        CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
        // No spinner lines in a redirected log.
        CI: "1",
      },
      stop: async () => {
        await Promise.all(running.map(({ close }) => close()));
        await world.save();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

interface Listening {
  readonly source: string;
  readonly attachment: object;
  readonly close: () => Promise<void>;
}

/** Every connection is a provider instance with a configuration of its own, so it gets handlers of its own. */
async function listen(provider: Provider, world: World, service: ServiceDefinition, socketPath: string): Promise<Listening> {
  const connections = new Set<Socket>();
  const listener = createServer((socket) => {
    connections.add(socket);
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(service, implementation(providerHandlers(provider, world)));
    const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
    injector.injectConnection(socket);
    socket.on("close", () => {
      connections.delete(socket);
      injector.destroy();
    });
  });
  await bind(listener, socketPath);
  return {
    source: provider.source,
    // `Test` is what Terraform calls a provider whose life it does not manage.
    attachment: { Protocol: "grpc", ProtocolVersion: 6, Pid: process.pid, Test: true, Addr: { Network: "unix", String: socketPath } },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => {
          resolve();
        });
        for (const socket of connections) socket.destroy();
      }),
  };
}

const bind = (listener: Listener, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(path, () => {
      listener.off("error", reject);
      resolve();
    });
  });

function implementation(handlers: Handlers): UntypedServiceImplementation {
  const serve =
    (name: string, handler: (request: never) => unknown): handleUnaryCall<unknown, unknown> =>
    (call, respond) => {
      Promise.resolve()
        // What the wire brings has no type; the protocol's file and the type of Handlers say the same of it.
        .then(() => handler(call.request as never))
        .then(
          (response) => {
            respond(null, response);
          },
          (error: unknown) => {
            const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
            respond({ code: status.INTERNAL, details: `${name}: ${details}` });
          },
        );
    };
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, serve(name, handler)]));
}
