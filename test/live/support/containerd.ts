import { join } from "node:path";
import { PAUSE } from "./standard-images";

/** The file of a containerd that keeps everything in this folder: images and snapshots in `containerd`, where {@link rootOf} says. */
export const containerdConfiguration = (folder: string): string => `version = 3
root = "${rootOf(folder)}"
state = "${folder}/containerd-state"
[grpc]
  address = "${folder}/containerd.sock"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "${PAUSE}"
[plugins.'io.containerd.cri.v1.runtime']
  # Containers without CAP_SYS_RESOURCE may not lower it, and no sandbox would start.
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ["/usr/lib/cni"]
  conf_dir = "${folder}/network"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  SystemdCgroup = false
`;

export const rootOf = (folder: string): string => join(folder, "containerd");
