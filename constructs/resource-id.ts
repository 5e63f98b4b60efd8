/**
 * The construct id of a key of the catalog. It becomes a part of the state address, so it is a contract: a changed id is a resource destroyed and
 * created again.
 *
 * CDKTF silently drops what Terraform does not allow in a name, so that `a.b` and `ab` would become one resource. Here every character other than a
 * letter, a digit or an inner hyphen is written as `_` and its two hexadecimal digits: no two keys share an id, and no id starts with a digit.
 * So is the first letter of `constructor`, which the library takes for a child that is there already.
 *
 * @throws when the key is empty or holds anything but printable ASCII.
 */
export function resourceId(key: string): string {
  if (!/^[ -~]+$/.test(key)) throw new Error(`no resource id for ${JSON.stringify(key)}: use printable ASCII characters, at least one`);
  return key.replace(/^[0-9-]|[^A-Za-z0-9-]|^c(?=onstructor$)/g, (character) => `_${character.charCodeAt(0).toString(16)}`);
}
