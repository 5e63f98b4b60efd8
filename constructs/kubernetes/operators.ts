import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NAMESPACES } from "./network-peers";

interface Operator {
  readonly chart: string;
  readonly repository: string;
  /** Exact: an upgrade is a reviewed change of this line. */
  readonly version: string;
  /** The Go modules that the chart of this version installs, and their versions: tests take the kinds from them (`.ci/crds/go.mod`). */
  readonly modules: Readonly<Record<string, string>>;
  readonly namespace: string;
  /** @default - the chart's own */
  readonly values?: Readonly<Record<string, unknown>>;
}

const CLOUDNATIVE_PG_CHARTS = "https://cloudnative-pg.github.io/charts";

/** In the order in which they are installed; each needs what the ones before it bring. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  // Brings the Gateway API's kinds (experimental channel), without which cert-manager does not start when told to serve Gateways. Helm installs them once
  // and never upgrades them: see the runbook for upgrades. https://gateway.envoyproxy.io/docs/install/install-helm/
  "envoy-gateway": {
    chart: "gateway-helm",
    repository: "oci://docker.io/envoyproxy",
    version: "v1.9.1",
    modules: { "github.com/envoyproxy/gateway": "v1.9.1", "sigs.k8s.io/gateway-api": "v1.6.1" },
    namespace: NAMESPACES.gatewayController,
  },
  // https://cert-manager.io/docs/usage/gateway/
  "cert-manager": {
    chart: "cert-manager",
    repository: "https://charts.jetstack.io",
    version: "v1.21.1",
    modules: { "github.com/cert-manager/cert-manager": "v1.21.1" },
    namespace: NAMESPACES.certManager,
    values: {
      crds: { enabled: true },
      config: {
        apiVersion: "controller.config.cert-manager.io/v1alpha1",
        kind: "ControllerConfiguration",
        gatewayAPI: { enabled: true, enableListenerSet: true },
        featureGates: { ListenerSets: true },
      },
    },
  },
  // https://github.com/cloudnative-pg/charts
  "cloudnative-pg": {
    chart: "cloudnative-pg",
    repository: CLOUDNATIVE_PG_CHARTS,
    version: "0.29.0",
    modules: { "github.com/cloudnative-pg/cloudnative-pg": "v1.30.0" },
    namespace: NAMESPACES.databaseOperator,
  },
  // Must share the operator's namespace, and takes its certificates from cert-manager. https://cloudnative-pg.io/plugin-barman-cloud/docs/installation/
  "plugin-barman-cloud": {
    chart: "plugin-barman-cloud",
    repository: CLOUDNATIVE_PG_CHARTS,
    version: "0.7.0",
    modules: { "github.com/cloudnative-pg/plugin-barman-cloud": "v0.13.0" },
    namespace: NAMESPACES.databaseOperator,
  },
};

const TIMEOUT_SECONDS = 900;

/** The operators that databases and gateway are made of, one after the other. */
export class Operators extends Construct {
  /** The last one: what depends on it comes after all of them. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const releases = Object.entries(OPERATORS).reduce<readonly Release[]>((before, [name, operator]) => {
      const release = new Release(this, name, {
        name,
        chart: operator.chart,
        repository: operator.repository,
        version: operator.version,
        namespace: operator.namespace,
        createNamespace: true,
        ...(operator.values && { values: [JSON.stringify(operator.values)] }),
        atomic: true,
        wait: true,
        waitForJobs: true,
        timeout: TIMEOUT_SECONDS,
        maxHistory: 5,
        dependsOn: [...before],
      });
      return [...before, release];
    }, []);
    const last = releases.at(-1);
    if (last === undefined) throw new Error("no operator is listed");
    this.resource = last;
  }
}
