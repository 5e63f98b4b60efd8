import type { ApiClient } from "../cluster/support/api-client";
import type { Manifest } from "../cluster/support/terraform-manifests";

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/**
 * Applies objects one after the other, as Terraform and Helm do, without the request limit of kubectl, which large families reach and small ones do not.
 * Unknown fields are refused.
 */
export class ServerSideApply {
  private readonly discovered = new Map<string, Promise<ResourceList>>();

  constructor(private readonly api: ApiClient) {}

  /** @throws with the server's own words when it refuses the object */
  async apply(manifest: Manifest): Promise<void> {
    const path = await this.pathOf(manifest);
    const query = "fieldManager=bench&force=true&fieldValidation=Strict";
    const { status, body } = await this.api.call("PATCH", `${path}?${query}`, manifest, "application/apply-patch+yaml");
    if (status !== 200 && status !== 201) throw new Error(`${path}: ${status} ${body.message}`);
  }

  private async pathOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest): Promise<string> {
    const group = `/${apiVersion.includes("/") ? "apis" : "api"}/${apiVersion}`;
    const { resources } = await this.resourcesOf(group);
    const resource = resources.find((each) => each.kind === kind && !each.name.includes("/"));
    if (resource === undefined) throw new Error(`the API server knows no ${kind} of ${apiVersion}`);
    if (resource.namespaced !== (namespace !== undefined)) {
      throw new Error(
        `${kind} ${name}: ${namespace === undefined ? "names no namespace" : "has no namespace in Kubernetes, and names one"}`,
      );
    }
    return `${group}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${resource.name}/${name}`;
  }

  private resourcesOf(group: string): Promise<ResourceList> {
    const known = this.discovered.get(group) ?? this.api.get<ResourceList>(group);
    this.discovered.set(group, known);
    return known;
  }
}
