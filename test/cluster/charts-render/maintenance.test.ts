import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CHARTS } from "../support/charts";
import { database } from "./database";
import { ofKind, only } from "./helm-template";

describe("Partition maintenance", () => {
  const job = z.object({
    jobTemplate: z.object({
      spec: z.object({
        template: z.object({
          spec: z.object({
            containers: z.tuple([
              z.object({ command: z.array(z.string()), args: z.array(z.string()), env: z.array(z.record(z.string(), z.unknown())) }),
            ]),
          }),
        }),
      }),
    }),
  });
  const container = job.parse(only(database("product"), "CronJob").spec).jobTemplate.spec.template.spec.containers[0];

  it("runs the chart's SQL with the product's tables, as its migrator, verifying the server", () => {
    expect(container.command).toEqual(["psql"]);
    const tables = container.args.find((arg) => arg.startsWith("--set=tables="))?.slice("--set=tables=".length) ?? "";
    expect(JSON.parse(tables)).toEqual({ signals: { by: "day", keepDays: 400 }, audit_logs: { by: "month", keepDays: 2557 } });
    expect(container.args).toContain("--set=schema=app");
    expect(container.env).toContainEqual({ name: "PGSSLMODE", value: "verify-full" });
    expect(container.env).toContainEqual({
      name: "PGPASSWORD",
      valueFrom: { secretKeyRef: { name: "acme-shop-migrator", key: "password" } },
    });
    const sql = ofKind(database("product"), "ConfigMap")["acme-shop-partitions"]!.data?.["partitions.sql"] ?? "";
    expect(sql.trim()).toBe(readFileSync(join(CHARTS, "postgres/files/partitions.sql"), "utf8").trim());
  });

  it("is made for each product with partitioned tables, and for no other", () => {
    expect(Object.keys(ofKind(database("consolidated"), "CronJob"))).toEqual(["partitions-shop"]);
    expect(ofKind(database("product", { products: { shop: { partitions: null } } }), "CronJob")).toEqual({});
  });
});

describe("Alerts", () => {
  it("tell of a missing backup, a failing archive, missing metrics, lag, full volumes, used up connections, a forgotten generation, failing maintenance", () => {
    const groups = z.object({ groups: z.tuple([z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })]) });
    const { rules } = groups.parse(only(database("product"), "PrometheusRule").spec).groups[0];
    expect(Object.fromEntries(rules.map(({ alert, expr }) => [alert, /(> \S+( \* 3600)?)|cluster!~/.exec(expr)?.[0]]))).toEqual({
      DatabaseBackupMissing: "> 26 * 3600",
      DatabaseArchivingFailing: "> 1",
      DatabaseMetricsMissing: "> 0",
      DatabaseReplicationLagging: "> 60",
      DatabaseVolumeFilling: "> 0.8",
      DatabaseConnectionsExhausted: "> 0.8",
      DatabaseGenerationOrphaned: "cluster!~",
      PartitionMaintenanceFailing: "> 26 * 3600",
    });
  });
});
