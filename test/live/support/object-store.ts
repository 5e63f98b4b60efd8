import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { LiveCluster } from "./live-cluster";
import { Programs } from "./programs";

export const BUCKET = "archive";
/** Name of the Secret with the keys, in each database's namespace. */
export const ARCHIVE_SECRET = "archive";
const PORT = 7443;
const KEYS = { ACCESS_KEY_ID: "live", ACCESS_SECRET_KEY: "live-secret" };

/** An S3 server on the machine, with a certificate of the cluster's authority. */
export class ObjectStore {
  readonly endpoint: string;
  private readonly programs: Programs;
  /** The bucket's files. */
  readonly bucket: string;

  constructor(private readonly live: LiveCluster) {
    const folder = join(live.site.folder, "object-store");
    this.bucket = join(folder, "data", BUCKET);
    this.programs = new Programs(live.site, folder);
    this.endpoint = `https://${live.site.host}:${PORT}`;
  }

  async start(): Promise<void> {
    const { site, controlPlane } = this.live;
    const folder = join(site.folder, "object-store");
    mkdirSync(this.bucket, { recursive: true });
    // What belongs to objects, and may not lie among them.
    mkdirSync(join(folder, "metadata"), { recursive: true });
    const { certificate, key } = controlPlane.authority.issue({ commonName: "object-store", servesAs: [`IP:${site.host}`] });
    await this.programs.startAndWait(
      {
        name: "versitygw",
        args: [
          ...["--port", `${site.host}:${PORT}`, "--cert", certificate, "--key", key, "--region", "us-east-1"],
          ...["posix", "--sidecar", join(folder, "metadata"), join(folder, "data")],
        ],
        env: { ROOT_ACCESS_KEY: KEYS.ACCESS_KEY_ID, ROOT_SECRET_KEY: KEYS.ACCESS_SECRET_KEY },
      },
      () => answers(this.endpoint),
    );
  }

  /** As when the store is out of reach. */
  stop(): void {
    this.programs.kill("versitygw");
  }

  /** The Secret that the catalog names, in the namespace of a database. */
  keysIn(namespace: string): object {
    return { apiVersion: "v1", kind: "Secret", metadata: { name: ARCHIVE_SECRET, namespace }, stringData: KEYS };
  }
}

function answers(endpoint: string): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => {
      done(false);
    });
  });
}
