import { runOrThrow } from "../../cluster/support/run";
import type { Party } from "../../cluster/support/endpoints";
import type { Cluster } from "../../cluster/support/cluster";
import { tool } from "./tool";

/** A party with a real Pod: who it is, where it runs, and on which ports something answers. */
export interface RealParty extends Party {
  readonly pod: string | null;
  readonly container: string;
  readonly answers: readonly number[];
}

/** Ports on which a probe's Pod answers. */
export const PROBED_PORTS = [53, 80, 443, 5432, 6443, 8000, 8080, 9187];

const ANSWER = `
import selectors, socket
ready = selectors.DefaultSelector()
for port in ${JSON.stringify(PROBED_PORTS)}:
    listener = socket.create_server(("0.0.0.0", port), backlog=50)
    ready.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in ready.select():
        key.fileobj.accept()[0].close()
`;

const CONNECT = `
import json, socket, sys
from concurrent.futures import ThreadPoolExecutor
def opens(target):
    try:
        socket.create_connection(tuple(target), timeout=3).close()
        return True
    except OSError:
        return False
targets = json.load(sys.stdin)
with ThreadPoolExecutor(64) as pool:
    print(json.dumps(list(pool.map(opens, targets))))
`;

/** A Pod that answers on {@link PROBED_PORTS}. It is never ready, so no Service sends it anything. */
export const probePod = (name: string, namespace: string, labels: Readonly<Record<string, string>>, image: string): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "main",
        image,
        imagePullPolicy: "IfNotPresent",
        command: ["python3", "-uc", ANSWER],
        readinessProbe: { exec: { command: ["false"] }, periodSeconds: 300 },
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
      },
    ],
  },
});

/** The targets that answer to this party. */
export async function reached(
  cluster: Cluster,
  from: RealParty,
  targets: readonly (readonly [ip: string, port: number])[],
): Promise<boolean[]> {
  const args = [
    "--kubeconfig",
    cluster.kubeconfig,
    "--namespace",
    from.namespace ?? "",
    "exec",
    "--stdin",
    from.pod ?? "",
    "--container",
    from.container,
  ];
  return JSON.parse(
    await runOrThrow(tool("kubectl"), [...args, "--", "python3", "-c", CONNECT], { input: JSON.stringify(targets) }),
  ) as boolean[];
}
