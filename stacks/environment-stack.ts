import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Baseline } from "../constructs/kubernetes/baseline";
import { ClusterProviders } from "../constructs/kubernetes/cluster-providers";
import { Gateway } from "../constructs/kubernetes/gateway";
import { PLATFORM_QUOTA } from "../constructs/kubernetes/namespace-quota";
import { NetworkIsolation } from "../constructs/kubernetes/network-isolation";
import { Operators } from "../constructs/kubernetes/operators";
import { PlatformIdentities } from "../constructs/kubernetes/platform-identities";
import { ProductNamespace } from "../constructs/kubernetes/product-namespace";
import { resourceId } from "../constructs/resource-id";
import { activeProducts } from "../model/active";
import type { Environment, Family } from "../model/family";
import { githubIdentity, platformNamespace } from "../contract/names";
import { driftEnvironment, planEnvironment } from "../contract/stacks";
import { Charts } from "./environment/charts";
import { baselineValues } from "./environment/baseline-values";
import { Databases } from "./environment/databases";
import { type ActiveNamespaces, defineProduct } from "./environment/define-product";
import { gatewayValues } from "./environment/gateway-values";
import { platformOwnership } from "./environment/platform-ownership";
import { below, originOf, valuesOf } from "./environment/sourced-values";

export interface EnvironmentStackProps {
  readonly family: Family;
  readonly environment: Environment;
  /** Folder of this repository's charts. */
  readonly chartsDirectory: string;
}

/**
 * One environment's cluster: operators, admission rules, the products' namespaces and databases, the gateway.
 *
 * Releases come in this order: operators, baseline, databases, gateway. Namespaces are created first and deleted last. A planned product has nothing
 * here. An archived one keeps its database, its backups and their namespace; the namespace of its applications is deleted, and with it their
 * service accounts and the deployer's rights.
 */
export class EnvironmentStack extends TerraformStack {
  private readonly family: Family;
  private readonly environment: Environment;
  private readonly charts: Charts;

  constructor(scope: Construct, id: string, { family, environment, chartsDirectory }: EnvironmentStackProps) {
    super(scope, id);
    this.family = family;
    this.environment = environment;
    this.charts = new Charts(this, "charts", chartsDirectory);

    const { cluster } = environment;
    const providers = new ClusterProviders(this, "cluster", {
      server: cluster.server,
      certificateAuthority: cluster.ca,
      context: cluster.context,
      tokenCommand: cluster.access.kind === "exec" ? cluster.access.command : null,
    });
    const platform = this.platformNamespace();
    const active = this.productNamespaces();
    const operators = cluster.operators === "managed" ? [new Operators(this, "operators").resource] : [];
    const baseline = this.baseline(platform, operators);
    const databases = new Databases(this, "databases", {
      family,
      environment,
      charts: this.charts,
      providers,
      active,
      dependsOn: [baseline],
    });
    this.gateway(platform, active, [baseline, ...databases.resources]);
    new PlatformIdentities(this, "identities", {
      ...platformOwnership(family, environment),
      applier: githubIdentity(family.organization, family.infraRepository, environment.name),
      planners: [planEnvironment(environment.name), driftEnvironment(environment.name)].map((name) =>
        githubIdentity(family.organization, family.infraRepository, name),
      ),
      databaseNamespaces: databases.namespaces,
    });
  }

  private platformNamespace(): ProductNamespace {
    const { family, environment } = this;
    const scope = new Construct(this, "platform");
    const namespace = new ProductNamespace(scope, "namespace", {
      ...platformOwnership(family, environment),
      name: platformNamespace(family.name, environment.name),
      kind: "platform",
      kubernetesVersion: environment.cluster.kubernetesVersion,
      quota: PLATFORM_QUOTA,
    });
    new NetworkIsolation(scope, "network", { namespace, allows: {} });
    return namespace;
  }

  private productNamespaces(): ActiveNamespaces {
    const products = new Construct(this, "products");
    return new Map(
      activeProducts(this.family).map((product) => [
        product.code,
        defineProduct(new Construct(products, resourceId(product.code)), this.family, this.environment, product),
      ]),
    );
  }

  private baseline(namespace: ProductNamespace, dependsOn: readonly ITerraformDependable[]): ITerraformDependable {
    const { family, environment, charts } = this;
    const values = baselineValues(family, environment);
    const baseline = new Baseline(this, "baseline", {
      chart: charts.chart("baseline"),
      family: family.name,
      namespace,
      values: valuesOf(values),
      dependsOn,
    });
    charts.check(baseline, "baseline", originOf(values, environment));
    return baseline.resource;
  }

  private gateway(namespace: ProductNamespace, active: ActiveNamespaces, dependsOn: readonly ITerraformDependable[]): void {
    const { family, environment, charts } = this;
    const values = gatewayValues(family, environment, active);
    const gateway = new Gateway(this, "gateway", {
      chart: charts.chart("gateway"),
      family: family.name,
      namespace,
      values: valuesOf(values),
      receivers: Object.keys(values.products.value).flatMap((code) => active.get(code) ?? []),
      dependsOn,
    });
    charts.check(gateway, "gateway", originOf(values, below(environment, "domain")));
  }
}
