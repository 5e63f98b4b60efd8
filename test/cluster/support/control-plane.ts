import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { ApiClient } from "./api-client";
import { CertificateAuthority, type KeyPair } from "./certificate-authority";
import { freePort } from "./free-port";
import { Program } from "./program";

/** A Kubernetes control plane on loopback: etcd, API server and controller-manager. Nothing schedules or runs Pods. */
export class ControlPlane {
  readonly kubeconfig: string;
  private readonly programs: Program[] = [];

  private constructor(private readonly directory: string) {
    this.kubeconfig = join(directory, "kubeconfig");
  }

  /** @param directory made anew; holds the data, certificates, logs, kubeconfig and authentication.yaml, which the API server watches */
  static async start(tools: string, directory: string): Promise<ControlPlane> {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const plane = new ControlPlane(directory);
    try {
      await plane.startPrograms(tools);
    } catch (error) {
      plane.stop();
      throw error;
    }
    return plane;
  }

  /** The API server first, so that it never waits for a lost etcd. */
  stop(): void {
    for (const program of this.programs) program.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async startPrograms(tools: string): Promise<void> {
    const [etcdPort, peerPort, apiPort, managerPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    const server = `https://127.0.0.1:${apiPort}`;
    const authority = new CertificateAuthority(this.directory);
    const admin = authority.issue({ commonName: "admin", organization: "system:masters" });
    const serviceAccounts = this.serviceAccountKeys();
    this.writeKubeconfig(this.kubeconfig, server, authority, admin);

    this.run(tools, "etcd", [
      ...["--data-dir", join(this.directory, "etcd"), "--unsafe-no-fsync"],
      ...["--listen-client-urls", etcdUrl, "--advertise-client-urls", etcdUrl],
      ...["--listen-peer-urls", `http://127.0.0.1:${peerPort}`],
    ]);
    const serving = authority.issue({ commonName: "kube-apiserver" });
    writeFileSync(join(this.directory, "authentication.yaml"), NOBODY_FROM_OUTSIDE);
    const apiServer = this.run(tools, "kube-apiserver", [
      ...["--etcd-servers", etcdUrl, "--bind-address", "127.0.0.1", "--secure-port", `${apiPort}`, "--endpoint-reconciler-type", "none"],
      ...["--tls-cert-file", serving.certificate, "--tls-private-key-file", serving.key, "--client-ca-file", authority.certificate],
      ...["--authorization-mode", "RBAC", "--authentication-config", join(this.directory, "authentication.yaml")],
      ...["--service-account-issuer", "https://kubernetes.default.svc", "--service-cluster-ip-range", "10.96.0.0/16"],
      ...["--service-account-key-file", serviceAccounts.certificate, "--service-account-signing-key-file", serviceAccounts.key],
    ]);
    const client = new ApiClient(this.kubeconfig);
    await apiServer.until(() => client.isReady());

    const manager = authority.issue({ commonName: "system:kube-controller-manager" });
    const managerKubeconfig = join(this.directory, "controller-manager.kubeconfig");
    this.writeKubeconfig(managerKubeconfig, server, authority, manager);
    this.run(tools, "kube-controller-manager", [
      ...["--kubeconfig", managerKubeconfig, "--secure-port", `${managerPort}`, "--bind-address", "127.0.0.1", "--leader-elect=false"],
      ...["--use-service-account-credentials", "--service-account-private-key-file", serviceAccounts.key],
      ...["--root-ca-file", authority.certificate, "--kube-api-qps", "500", "--kube-api-burst", "500"],
    ]);
  }

  private run(tools: string, name: string, args: readonly string[]): Program {
    const program = new Program(join(tools, name), args, join(this.directory, `${name}.log`));
    // Controller-manager, API server, etcd: the order in which they end.
    this.programs.unshift(program);
    return program;
  }

  private serviceAccountKeys(): KeyPair {
    const keys = { certificate: join(this.directory, "service-accounts.pub"), key: join(this.directory, "service-accounts.key") };
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(keys.certificate, publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(keys.key, privateKey.export({ type: "pkcs8", format: "pem" }));
    return keys;
  }

  private writeKubeconfig(path: string, server: string, authority: CertificateAuthority, user: KeyPair): void {
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "test", cluster: { server, "certificate-authority": authority.certificate } }],
      users: [{ name: "test", user: { "client-certificate": user.certificate, "client-key": user.key } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
      "current-context": "test",
    };
    writeFileSync(path, stringify(config));
  }
}

const NOBODY_FROM_OUTSIDE = stringify({ apiVersion: "apiserver.config.k8s.io/v1", kind: "AuthenticationConfiguration", jwt: [] });
