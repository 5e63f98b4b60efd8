import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Paths of a certificate and its key, PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface Subject {
  readonly commonName: string;
  /** Kubernetes reads a client's groups here. */
  readonly organization?: string;
  /**
   * Names and addresses of a server, as openssl writes them.
   * @default ["IP:127.0.0.1"]
   */
  readonly servesAs?: readonly string[];
}

/** A certificate authority of the test's own, in one folder, made when the folder has none. `openssl` makes everything, because Node cannot write certificates. */
export class CertificateAuthority {
  readonly certificate: string;

  constructor(private readonly directory: string) {
    this.certificate = join(directory, "ca.crt");
    if (existsSync(this.certificate)) return;
    openssl([...REQUEST, "-keyout", join(directory, "ca.key"), "-out", this.certificate, "-subj", "/CN=test authority"]);
  }

  /** A certificate for a client and for a server. */
  issue(subject: Subject): KeyPair {
    return certify(this.directory, subject, ["-CA", this.certificate, "-CAkey", join(this.directory, "ca.key")]);
  }
}

/** A certificate that nobody but its own key vouches for. */
export const selfSigned = (directory: string, subject: Subject): KeyPair => certify(directory, subject, []);

function certify(directory: string, subject: Subject, authority: readonly string[]): KeyPair {
  const file = (suffix: string) => join(directory, `${subject.commonName.replaceAll(":", "-")}.${suffix}`);
  const [certificate, key] = [file("crt"), file("key")];
  const name = (subject.organization === undefined ? "" : `/O=${subject.organization}`) + `/CN=${subject.commonName}`;
  const served = (subject.servesAs ?? ["IP:127.0.0.1"]).join(",");
  const extensions = [`subjectAltName=${served}`, "basicConstraints=critical,CA:FALSE", "extendedKeyUsage=serverAuth,clientAuth"];
  openssl([...REQUEST, ...authority, "-keyout", key, "-out", certificate, "-subj", name, ...extensions.flatMap((e) => ["-addext", e])]);
  return { certificate, key };
}

const REQUEST = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];

function openssl(args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}
