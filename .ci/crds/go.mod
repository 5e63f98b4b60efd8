// The modules of the operators, whose CustomResourceDefinitions .ci/tools copies into .tools/crds; nothing is built from them.
// The versions are those that constructs/kubernetes/operators.ts installs; a test compares them. The Prometheus operator belongs to
// a cluster's monitoring, which this repository does not install.
module crds

go 1.26.7

require (
	github.com/cert-manager/cert-manager v1.21.1
	github.com/cloudnative-pg/cloudnative-pg v1.30.0
	github.com/cloudnative-pg/plugin-barman-cloud v0.13.0
	github.com/envoyproxy/gateway v1.9.1
	github.com/prometheus-operator/prometheus-operator v0.93.0
	sigs.k8s.io/gateway-api v1.6.1
)
