import type { Harbor } from "./harbor";
import { API_LABELS } from "./sql-client";

/** A product's application that writes the time into `app.cargo` again and again. The runbook stops it and lets it go on. */
export async function releaseSteadyApplication(harbor: Harbor, product: string): Promise<void> {
  const { database, applications } = harbor.placeOf(product);
  const labels = { app: "steady", ...API_LABELS };
  const amounts = { cpu: "50m", memory: "128Mi" };
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "steady", namespace: applications },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          serviceAccountName: `harbor-${product}-api`,
          terminationGracePeriodSeconds: 1,
          securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              name: "main",
              image: harbor.catalog.environment().postgres.image,
              imagePullPolicy: "IfNotPresent",
              command: ["python3", "-uc", PROGRAM],
              resources: { requests: amounts, limits: { ...amounts, cpu: "500m" } },
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
              envFrom: [{ secretRef: { name: `${database}-rw` } }],
            },
          ],
        },
      },
    },
  };
  await harbor.live.cluster.apply([deployment]);
  await harbor.live.cluster.kubectl(["--namespace", applications, "rollout", "status", "deployment/steady", "--timeout=120s"]);
}

const PROGRAM = `
import os, time, psycopg2
while True:
    try:
        connection = psycopg2.connect(host=os.environ["DB_HOST"], dbname=os.environ["DB_NAME"], user=os.environ["DB_USER"],
            password=os.environ["DB_PASSWORD"], sslmode="require", connect_timeout=3)
        connection.autocommit = True
        while True:
            with connection.cursor() as cursor:
                cursor.execute("insert into app.cargo(at) values (clock_timestamp())")
            time.sleep(0.1)
    except psycopg2.Error as error:
        print(error)
        time.sleep(0.5)
`;
