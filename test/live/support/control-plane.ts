import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { ApiClient } from "../../cluster/support/api-client";
import { CertificateAuthority, type KeyPair, type Subject } from "../../cluster/support/certificate-authority";
import { Programs } from "./programs";
import { API_PORT, type Site } from "./site";

/** etcd, API server, controller-manager and scheduler, on the machine itself, at the site's host address. */
export class ControlPlane {
  readonly kubeconfig: string;
  readonly authority: CertificateAuthority;
  private readonly folder: string;
  private readonly programs: Programs;

  constructor(private readonly site: Site) {
    this.folder = join(site.folder, "control-plane");
    mkdirSync(this.folder, { recursive: true });
    this.programs = new Programs(site, this.folder);
    this.authority = new CertificateAuthority(this.folder);
    this.kubeconfig = this.kubeconfigOf({ commonName: "admin", organization: "system:masters" });
  }

  async start(): Promise<void> {
    const { site, folder, programs } = this;
    const etcd = `http://${site.host}:2379`;
    programs.start({
      name: "etcd",
      args: [
        ...["--data-dir", join(folder, "etcd"), "--unsafe-no-fsync", "--listen-client-urls", etcd, "--advertise-client-urls", etcd],
        ...["--listen-peer-urls", `http://${site.host}:2380`],
      ],
    });
    const names = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];
    const serving = this.authority.issue({
      commonName: "kube-apiserver",
      servesAs: [`IP:${site.host}`, `IP:${site.apiService}`, ...names.map((name) => `DNS:${name}`)],
    });
    const client = this.authority.issue({ commonName: "kube-apiserver-kubelet-client", organization: "system:masters" });
    const keys = this.serviceAccountKeys();
    writeFileSync(this.authenticationFile, NOBODY_FROM_OUTSIDE);
    const ready = new ApiClient(this.kubeconfig);
    await programs.startAndWait(
      {
        name: "kube-apiserver",
        args: [
          ...["--etcd-servers", etcd, "--bind-address", site.host, "--advertise-address", site.host, "--secure-port", `${API_PORT}`],
          ...[
            "--tls-cert-file",
            serving.certificate,
            "--tls-private-key-file",
            serving.key,
            "--client-ca-file",
            this.authority.certificate,
          ],
          ...["--authorization-mode", "Node,RBAC", "--authentication-config", this.authenticationFile, "--allow-privileged"],
          ...["--service-account-issuer", "https://kubernetes.default.svc", "--service-cluster-ip-range", site.serviceNetwork],
          ...["--service-account-key-file", keys.certificate, "--service-account-signing-key-file", keys.key],
          ...["--kubelet-client-certificate", client.certificate, "--kubelet-client-key", client.key],
          ...["--kubelet-preferred-address-types", "InternalIP"],
        ],
      },
      () => ready.isReady(),
      120,
    );
    programs.start({
      name: "kube-controller-manager",
      args: [
        ...["--kubeconfig", this.kubeconfigOf({ commonName: "system:kube-controller-manager" }), "--bind-address", site.host],
        ...["--leader-elect=false", "--use-service-account-credentials", "--service-account-private-key-file", keys.key],
        ...["--root-ca-file", this.authority.certificate, "--kube-api-qps", "200", "--kube-api-burst", "200"],
      ],
    });
    programs.start({
      name: "kube-scheduler",
      args: [
        ...[
          "--kubeconfig",
          this.kubeconfigOf({ commonName: "system:kube-scheduler" }),
          "--bind-address",
          site.host,
          "--leader-elect=false",
        ],
      ],
    });
  }

  /** What the API server knows of tokens from outside; it watches the file. */
  get authenticationFile(): string {
    return join(this.folder, "authentication.yaml");
  }

  /** A kubeconfig with a certificate for this client. */
  kubeconfigOf(subject: Subject): string {
    const { certificate, key } = this.authority.issue(subject);
    const path = join(this.folder, `${subject.commonName.replaceAll(":", "-")}.kubeconfig`);
    const server = `https://${this.site.host}:${API_PORT}`;
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "live", cluster: { server, "certificate-authority": this.authority.certificate } }],
      users: [{ name: "live", user: { "client-certificate": certificate, "client-key": key } }],
      contexts: [{ name: "live", context: { cluster: "live", user: "live" } }],
      "current-context": "live",
    };
    writeFileSync(path, stringify(config));
    return path;
  }

  private serviceAccountKeys(): KeyPair {
    const keys = { certificate: join(this.folder, "service-accounts.pub"), key: join(this.folder, "service-accounts.key") };
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(keys.certificate, publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(keys.key, privateKey.export({ type: "pkcs8", format: "pem" }));
    return keys;
  }
}

/** The API server watches this file, so a test can write the configuration that the project emits in its place. */
const NOBODY_FROM_OUTSIDE = stringify({ apiVersion: "apiserver.config.k8s.io/v1", kind: "AuthenticationConfiguration", jwt: [] });
