import type { Harbor } from "./harbor";
import { waitFor } from "./wait-for";

/** Of a product's API, as the service chart labels it: the NetworkPolicies know it by them. */
export const API_LABELS = { "app.kubernetes.io/name": "service", "app.kubernetes.io/component": "api" };

export type Role = "rw" | "migrator";

/** A Pod of a product, as the service chart would make one, with the database's Secrets as its environment and `psql` to use them. */
export class SqlClient {
  private constructor(
    private readonly harbor: Harbor,
    private readonly namespace: string,
    private readonly name: string,
  ) {}

  /** @param name of the Pod; several clients of a product need several */
  static async of(harbor: Harbor, product: string, name = "client"): Promise<SqlClient> {
    const { database, applications } = harbor.placeOf(product);
    const { cluster } = harbor.live;
    const migrator = (variable: string) => ({ secretKeyRef: { name: `${database}-migrator`, key: variable } });
    await cluster.apply([
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: applications, labels: API_LABELS },
        spec: {
          automountServiceAccountToken: false,
          serviceAccountName: `harbor-${product}-api`,
          securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              name: "main",
              image: harbor.catalog.environment().postgres.image,
              imagePullPolicy: "IfNotPresent",
              command: ["sleep", "infinity"],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
              envFrom: [{ secretRef: { name: `${database}-rw` } }],
              env: [
                { name: "MIGRATOR_USER", valueFrom: migrator("DB_USER") },
                { name: "MIGRATOR_PASSWORD", valueFrom: migrator("DB_PASSWORD") },
              ],
            },
          ],
        },
      },
    ]);
    await cluster.kubectl(["--namespace", applications, "wait", `pod/${name}`, "--for=condition=Ready", "--timeout=120s"]);
    const client = new SqlClient(harbor, applications, name);
    // A Pod runs before the policies that are about it are in force.
    await waitFor(`${name} to find its database`, 60, async () => ((await client.run("getent hosts $DB_HOST")) === "" ? undefined : true));
    return client;
  }

  /** Rows as text, columns with | between. @throws with what Postgres says */
  async sql(statements: string, role: Role = "rw"): Promise<string> {
    const [user, password] = role === "rw" ? ["DB_USER", "DB_PASSWORD"] : ["MIGRATOR_USER", "MIGRATOR_PASSWORD"];
    const psql = `PGPASSWORD=$${password} PGSSLMODE=$DB_SSLMODE PGCONNECT_TIMEOUT=5 psql --host $DB_HOST --port $DB_PORT --username $${user} --dbname $DB_NAME`;
    const text = await this.run(`${psql} --no-psqlrc --tuples-only --no-align --quiet --set ON_ERROR_STOP=1`, statements);
    return text.trim();
  }

  /** A shell command in the Pod. */
  run(script: string, input = ""): Promise<string> {
    return this.harbor.live.cluster.kubectl(["--namespace", this.namespace, "exec", "--stdin", this.name, "--", "sh", "-c", script], input);
  }
}
