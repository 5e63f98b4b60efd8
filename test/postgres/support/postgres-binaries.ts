import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

/**
 * The folder with initdb, pg_ctl and postgres: SIGMA_POSTGRES_BIN, else the newest version that Debian's packages installed.
 * @throws when there is none, with the command that installs one
 */
export function postgresBinaries(): string {
  const named = process.env.SIGMA_POSTGRES_BIN;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = named === undefined ? versions.map((version) => join(DEBIAN, version, "bin")) : [named];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")));
  if (found === undefined) {
    throw new Error(
      named === undefined ? `no Postgres below ${DEBIAN}: apt-get install postgresql` : `SIGMA_POSTGRES_BIN: no initdb in ${named}`,
    );
  }
  return found;
}
