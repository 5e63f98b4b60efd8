/** A certificate's frame in base64, which is all that the catalog is asked for. */
export const INVENTED_CERTIFICATE = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").toString("base64");
