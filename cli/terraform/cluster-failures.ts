import type { KnownFailure } from "./known-failure";

/** Failures of clusters, Helm and charts whose own message does not say what to do; each was seen with the genuine providers (kubernetes 2.38.0, helm 3.1.1). */
export const CLUSTER_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /system:anonymous/,
    advice: (_match, stack) =>
      `${stack} is reached as nobody. Name a kubeconfig that has an identity: export KUBE_CONFIG_PATH=~/.kube/config, and its context in cluster.context of environments.yaml. Who that is: kubectl auth whoami`,
  },
  {
    pattern: /Error: (?:[^:]*: )?Unauthorized\b|the server has asked for the client to provide credentials/,
    advice: (_match, stack) =>
      `The cluster of ${stack} does not know this identity: it is one of another cluster, or it has expired. Name the context of this one in cluster.context of environments.yaml (kubectl config get-contexts), and sign in again. Who that is: kubectl auth whoami`,
  },
  {
    pattern: /forbidden: User "([^"]+)" cannot (\S+) resource "([^"]+)"/,
    advice: ([, user, verb, resource], stack) =>
      `${user} may not ${verb} ${resource} in the cluster of ${stack}. The first apply is an administrator's, and binds the workflow that makes later ones. What somebody may do: kubectl auth can-i --list --as ${user}`,
  },
  {
    pattern: /(?:http:\/\/localhost|dial tcp (?:\[::1\]|127\.0\.0\.1):80\b)/,
    advice: () => "The provider found no kubeconfig and asked this machine. Name one that exists: export KUBE_CONFIG_PATH=~/.kube/config",
  },
  {
    pattern: /x509: |unable to load root certificates|certificate signed by unknown authority|no PEM blocks? found/i,
    advice: (_match, stack) =>
      `The certificate of the API server does not come from cluster.ca of ${stack} in environments.yaml, or that is no certificate. The right one, in base64: kubectl config view --raw --minify --output 'jsonpath={.clusters[0].cluster.certificate-authority-data}'`,
  },
  {
    pattern:
      /(?:Kubernetes cluster unreachable|dial tcp)[^]*?(?:no such host|connection refused|i\/o timeout|no route to host|network is unreachable)/,
    advice: (_match, stack) =>
      `The cluster of ${stack} does not answer at cluster.server of environments.yaml: the address is wrong, or this machine is outside its network. Whether it answers: kubectl get --raw /readyz`,
  },
  {
    pattern: /job (\S+) failed: BackoffLimitExceeded/,
    advice: ([, job]) =>
      `The Job ${job} of the release did not succeed, and Helm took the release back. What it waited for: kubectl get pods --all-namespaces --selector batch.kubernetes.io/job-name=${job}, then kubectl logs of it`,
  },
  {
    pattern: /cannot re-use a name that is still in use|another operation \(install\/upgrade\/rollback\) is in progress/,
    advice: (_match, stack) =>
      `An apply was killed in the middle of this release. The next deploy frees it, when kubectl is installed: npx sigma deploy ${stack}`,
  },
  {
    pattern: /can't shrink existing storage from (\S+) to (\S+)/,
    advice: ([, from, to]) =>
      `Volumes do not shrink: ${from} cannot become ${to}. Put the size back in the catalog; a smaller database is a new one, by a restore (docs/runbooks/restore.md)`,
  },
  {
    pattern:
      /(?:could not download chart|failed to (?:download|fetch|do request)|looks like "[^"]+" is not a valid chart repository)[^]*?(?:chart|oci|https?):?/i,
    advice: () =>
      "The chart of an operator could not be fetched from its registry. Whether this machine reaches it: helm show chart <repository>/<chart>. An environment whose operators are there already: cluster.operators: preinstalled",
  },
];
