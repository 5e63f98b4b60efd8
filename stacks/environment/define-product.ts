import type { Construct } from "constructs";
import { applicationNetwork } from "../../constructs/kubernetes/application-network";
import { Deployer } from "../../constructs/kubernetes/deployer";
import { applicationQuota } from "../../constructs/kubernetes/namespace-quota";
import { NetworkIsolation } from "../../constructs/kubernetes/network-isolation";
import { ProductNamespace } from "../../constructs/kubernetes/product-namespace";
import { type Release, releaseAnnotations } from "../../constructs/kubernetes/release-annotations";
import { routeAnnotations } from "../../constructs/kubernetes/route-annotations";
import { WorkloadServiceAccounts } from "../../constructs/kubernetes/workload-service-accounts";
import { activeParts, activeProducts } from "../../model/active";
import type { Environment, Family, Product, ProductEnvironment, Repository } from "../../model/family";
import { githubIdentity, platformNamespace } from "../../contract/names";

/** Namespaces of the products with applications, by code. */
export type ActiveNamespaces = ReadonlyMap<string, ProductNamespace>;

/** Where a product's applications run: the namespace, who reaches it and whom it reaches, its accounts, and who may release into it. */
export function defineProduct(scope: Construct, family: Family, environment: Environment, product: Product): ProductNamespace {
  const here = inEnvironment(product, environment);
  const parts = activeParts(family, product);
  const releases = parts.flatMap((repository) => releaseOf(family, environment, here, repository));
  const namespace = new ProductNamespace(scope, "namespace", {
    family: family.name,
    environment: environment.name,
    product: product.code,
    owner: product.owners.api,
    name: here.namespace,
    kind: "product",
    kubernetesVersion: environment.cluster.kubernetesVersion,
    quota: applicationQuota({ maxReplicas: here.replicas.max, workers: product.workers }),
    annotations: {
      ...routeAnnotations({
        hosts: releases.map(({ host }) => host),
        gateway: environment.gatewayHost === null ? null : { host: environment.gatewayHost, path: product.gatewayPrefix },
      }),
      ...releaseAnnotations(releases),
    },
  });
  new NetworkIsolation(scope, "network", {
    namespace,
    allows: applicationNetwork({
      gatewayNamespace: platformNamespace(family.name, environment.name),
      databaseNamespace: environment.databases[here.database]?.namespace ?? null,
      ...neighbors(family, environment, product),
      dnsCidrs: environment.cluster.dnsCidrs,
      egress: product.egress,
    }),
  });
  new WorkloadServiceAccounts(scope, "accounts", {
    namespace,
    workloads: releases.map(({ name }) => name),
    imagePullSecret: environment.cluster.imagePullSecret,
  });
  if (releases.length > 0) new Deployer(scope, "deployer", { namespace, users: releases.map(({ deployer }) => deployer) });
  return namespace;
}

/** What a repository of a product releases; nothing, when it is no part of one. */
function releaseOf(family: Family, environment: Environment, here: ProductEnvironment, { name, part }: Repository): readonly Release[] {
  if (part === null) return [];
  const deployer = githubIdentity(family.organization, name, environment.name);
  return [{ name, deployer, chart: part === "ui" ? "web" : "service", host: here.hosts[part] }];
}

/** Namespaces of the products that this one calls, and of those that call it. */
function neighbors(family: Family, environment: Environment, product: Product) {
  const active = activeProducts(family);
  const namespaces = (products: readonly Product[]): readonly string[] =>
    products.map((each) => inEnvironment(each, environment).namespace);
  return {
    calls: namespaces(active.filter(({ code }) => product.calls.includes(code))),
    callers: namespaces(active.filter(({ calls }) => calls.includes(product.code))),
  };
}

export function inEnvironment(product: Product, environment: Environment): ProductEnvironment {
  const here = product.environments[environment.name];
  if (here === undefined) throw new Error(`product ${product.code} is not resolved for environment ${environment.name}`);
  return here;
}
