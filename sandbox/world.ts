import { mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Json } from "./json-values";
import { isRecord } from "./json-values";
import { SandboxError } from "./sandbox-error";

/** What exists outside: an object's attributes as the service would show them, under its place, type and id. */
export type Attributes = Readonly<Record<string, Json>>;

interface WorldObject {
  readonly attributes: Attributes;
  /** Set until a refresh has seen the object: whoever created it may have been killed before Terraform wrote it down. */
  readonly unseen?: true;
}

interface WorldFile {
  readonly format: 1;
  readonly nextNumber: number;
  /** Place (`github.com/acme-corp`, `cluster dev`) → type → id. */
  readonly places: Record<string, Record<string, Record<string, WorldObject>>>;
}

/** Where an object is found. */
export interface Location {
  readonly place: string;
  readonly type: string;
  readonly id: string;
}

/** The services as the stand-in providers see them, kept in one JSON file that may also be edited by hand while nothing runs. */
export class World {
  private readonly createdHere = new Set<string>();
  private writing: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;

  private constructor(
    private readonly file: string,
    private content: WorldFile,
  ) {}

  /** Reads the file, or starts an empty world when there is none. @throws WorldUnreadable when the file is not a world */
  static open(file: string): World {
    return new World(file, readWorld(file));
  }

  get({ place, type, id }: Location): Attributes | undefined {
    return this.content.places[place]?.[type]?.[id]?.attributes;
  }

  /** Objects of one type in one place, with their ids. */
  all(place: string, type: string): [string, Attributes][] {
    return Object.entries(this.content.places[place]?.[type] ?? {}).map(([id, { attributes }]) => [id, attributes]);
  }

  /** Every object with its location, for whoever looks for one by type or by attribute. */
  *objects(): Generator<Location & { readonly attributes: Attributes }> {
    for (const [place, types] of Object.entries(this.content.places))
      for (const [type, objects] of Object.entries(types))
        for (const [id, { attributes }] of Object.entries(objects)) yield { place, type, id, attributes };
  }

  /** True for an object that an earlier, interrupted run created and that no refresh has seen since. */
  isLeftover(location: Location): boolean {
    const { place, type, id } = location;
    return this.content.places[place]?.[type]?.[id]?.unseen === true && !this.createdHere.has(keyOf(location));
  }

  create(location: Location, attributes: Attributes): void {
    this.createdHere.add(keyOf(location));
    this.put(location, { attributes, unseen: true });
  }

  update(location: Location, attributes: Attributes): void {
    this.put(location, { attributes });
  }

  /** A refresh has found the object, so Terraform knows it. Not worth a write of its own: the next one, or the last, carries it. */
  markSeen(location: Location): void {
    const attributes = this.get(location);
    if (attributes !== undefined) this.put(location, { attributes });
  }

  delete({ place, type, id }: Location): void {
    const objects = this.content.places[place]?.[type];
    if (objects !== undefined) Reflect.deleteProperty(objects, id);
  }

  /** A number that nothing in this world has had before. */
  number(): number {
    const { nextNumber } = this.content;
    this.content = { ...this.content, nextNumber: nextNumber + 1 };
    return nextNumber;
  }

  /**
   * Writes the file, atomically. Resolves when everything done before the call is on disk; calls made meanwhile share the next write,
   * so that hundreds of parallel creations cost a handful of them.
   */
  save(): Promise<void> {
    this.queued ??= this.writing.then(async () => {
      this.queued = undefined;
      const written = this.write();
      // A write that fails is reported to those who wait for it, and does not keep the next one from trying.
      this.writing = written.catch(() => undefined);
      await written;
    });
    return this.queued;
  }

  private async write(): Promise<void> {
    mkdirSync(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.new`;
    await writeFile(temporary, `${JSON.stringify(this.content, null, 1)}\n`, { mode: 0o600 });
    await rename(temporary, this.file);
  }

  private put({ place, type, id }: Location, object: WorldObject): void {
    ((this.content.places[place] ??= {})[type] ??= {})[id] = object;
  }
}

const keyOf = ({ place, type, id }: Location): string => JSON.stringify([place, type, id]);

const EMPTY: WorldFile = { format: 1, nextNumber: 1001, places: {} };

function readWorld(file: string): WorldFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return structuredClone(EMPTY);
    throw new WorldUnreadable(file, (error as Error).message);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new WorldUnreadable(file, `it is not JSON: ${(error as Error).message}`);
  }
  if (!isWorld(content)) throw new WorldUnreadable(file, "it is JSON, but not a world of the stand-in providers");
  return content;
}

const isWorld = (content: unknown): content is WorldFile =>
  isRecord(content) &&
  content["format"] === 1 &&
  typeof content["nextNumber"] === "number" &&
  isRecord(content["places"]) &&
  Object.values(content["places"]).every(
    (types) => isRecord(types) && Object.values(types).every((objects) => isRecord(objects) && Object.values(objects).every(isWorldObject)),
  );

const isWorldObject = (object: Json): boolean => isRecord(object) && isRecord(object["attributes"]);

/** The world's file is half-written, edited wrongly or not readable. */
export class WorldUnreadable extends SandboxError {
  override readonly name = "WorldUnreadable";

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}. Repair it, or delete its folder to start again with an empty world and an empty state`);
  }
}
