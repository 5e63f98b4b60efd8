import { EXCUSABLE } from "./checks/exceptions";

interface Choice {
  readonly name: string;
  readonly number: number;
  readonly plan: string;
  readonly maxConnections: number;
  readonly roleConnections: number;
}

/**
 * Two families to read in place of what is wrong or missing in family.yaml. They differ in every value, so what the checks say of both is true
 * whatever the value will be.
 */
export const FAMILY_STAND_INS = [
  standIn({ name: "one", number: 1, plan: "enterprise", maxConnections: 2000, roleConnections: 1000 }),
  standIn({ name: "other", number: 2, plan: "free", maxConnections: 20, roleConnections: 1 }),
] as const;

/** The same where nothing of family.yaml can be read. It might hold exceptions, so one of the two has all. */
export const WHOLE_STAND_INS = [
  {
    ...FAMILY_STAND_INS[0],
    exceptions: Object.fromEntries(EXCUSABLE.map((name) => [name, { reason: "cannot be read", owner: "one", expires: "9999-12-31" }])),
  },
  FAMILY_STAND_INS[1],
] as const;

function standIn({ name, number, plan, maxConnections, roleConnections }: Choice) {
  const connectionLimits = { rw: roleConnections, ro: roleConnections, migrator: roleConnections };
  const size = { cpu: "1", memory: "1Gi", storage: "1Gi", walStorage: "1Gi", maxConnections, connectionLimits };
  return {
    family: name,
    organization: name,
    plan,
    domain: `${name}.example`,
    python: { importPrefix: name, index: `https://${name}.example` },
    database: {
      prefix: name,
      consolidated: `${name}_products`,
      major: 16 + number,
      image: `${name}.example/postgres:${16 + number}@sha256:${String(number).repeat(64)}`,
      sizes: { small: size, medium: size, large: size },
    },
    github: { organizationId: number, appId: number, releaseAppId: number + 2, billingEmail: `${name}@${name}.example` },
    workflows: {},
  };
}
