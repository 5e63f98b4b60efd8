import { parse } from "yaml";
import type { Family } from "../../model/family";
import { callersLibrary, renderRepository } from "../../scaffolding/render";

/** A job that calls a workflow of the library. */
export interface CallingJob {
  readonly id: string;
  /** Name of the workflow: build-node. */
  readonly workflow: string;
  readonly needs: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a repository is born with. */
export interface BornRepository {
  readonly paths: readonly string[];
  readonly jobs: readonly CallingJob[];
}

interface Caller {
  readonly jobs: Readonly<
    Record<string, { readonly uses?: string; readonly needs?: readonly string[]; readonly with?: Record<string, unknown> }>
  >;
}

/** The files of a repository as its scaffold renders them, and the jobs of its workflows that call the library's. */
export function bornRepository(family: Family, name: string): BornRepository {
  // The pinned commit does not matter here.
  const files = [...renderRepository(family, name, callersLibrary(family, "0".repeat(40)))];
  const jobs = files
    .filter(([path]) => path.startsWith(".github/workflows/"))
    .flatMap(([, { text }]) => Object.entries((parse(text) as Caller).jobs))
    .flatMap(([id, { uses = "", needs = [], with: inputs = {} }]) => {
      const workflow = /\/\.github\/workflows\/([^/]+)\.yml@/.exec(uses)?.[1];
      return workflow === undefined ? [] : [{ id, workflow, needs, inputs }];
    });
  return { paths: files.map(([path]) => path), jobs };
}
