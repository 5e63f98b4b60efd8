import { createHash } from "node:crypto";

/**
 * The `aud` of a token for the cluster that this authority certifies: `<audience>/<sha256 of the PEM>`. The job that asks for a token makes it from
 * the authority that it is about to trust (`workflows/shell/kubeconfig.sh`), so a token that was sent to a foreign server is refused by the real one.
 * @param ca PEM in base64, as in the catalog; a bundle counts as one
 */
export const tokenAudience = (audience: string, ca: string): string =>
  `${audience}/${createHash("sha256").update(Buffer.from(ca, "base64")).digest("hex")}`;
