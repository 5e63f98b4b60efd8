/** Synthesizes one construct, or a few, for direct assertions on the Terraform that comes out. */
import { tmpdir } from "node:os";
import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import "../stacks/without-stack-traces";

/** The arguments of one resource, as Terraform reads them. */
export type Resource = Readonly<Record<string, unknown>>;

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

export class Synthesized {
  constructor(
    /** The whole configuration. */
    readonly json: Configuration,
  ) {}

  /** Addresses of all resources of the type, or of all types. */
  addresses(type?: string): readonly string[] {
    return Object.entries(this.json.resource ?? {})
      .filter(([each]) => type === undefined || each === type)
      .flatMap(([each, named]) => Object.keys(named).map((name) => `${each}.${name}`));
  }

  /** All resources of the type. */
  all(type: string): readonly Resource[] {
    return Object.values(this.json.resource?.[type] ?? {});
  }

  /** The one resource of the type; fails when there are none or several. */
  only(type: string): Resource {
    const [resource, ...others] = this.all(type);
    if (resource === undefined || others.length > 0) throw new Error(`expected one ${type}, got ${this.all(type).length}`);
    return resource;
  }

  /** Address of the one resource of the type. */
  address(type: string): string {
    this.only(type);
    return this.addresses(type)[0]!;
  }
}

/** What `build` defines in an empty stack. */
export function synth(build: (scope: Construct) => unknown): Synthesized {
  const stack = new TerraformStack(Testing.app({ outdir: tmpdir() }), "test");
  build(stack);
  return synthStack(stack);
}

/** A whole stack. */
export function synthStack(stack: TerraformStack): Synthesized {
  return new Synthesized(JSON.parse(Testing.synth(stack)) as Configuration);
}
