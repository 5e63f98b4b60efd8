const { inflateRawSync } = require("node:zlib");

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16
const END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * One file of a zip archive; Node has no reader for them. Archives of more than 4 GB or with encryption are not read.
 * @param {Buffer} archive
 * @param {string} name
 * @returns {Buffer}
 * @throws {Error} where the archive or the file in it is not readable
 */
function fileOfZip(archive, name) {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Error("the archive is no zip file");
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(entry + offset));
    if (archive.toString("utf8", entry + 46, entry + 46 + nameLength) === name) return content(archive, entry);
    entry += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`the archive holds no ${name}`);
}

function content(archive, entry) {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  // The lengths in front of the content are not those of the directory.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + size);
  if (method === STORED) return bytes;
  if (method === DEFLATED) return inflateRawSync(bytes);
  throw new Error(`the archive uses compression ${method}, which is not read here`);
}

module.exports = { fileOfZip };
