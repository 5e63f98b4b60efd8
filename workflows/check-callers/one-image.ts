import { isScalar, type YAMLMap } from "yaml";
import { mapAt, scalar, type CallerProblem, type Source } from "./source";

/** The workflow that pushes an image, whose name is the repository's and whose tag is the commit's. */
const PUSHES = "docker-scan";

/** Looks at one calling job after the other of one repository; a second one that pushes an image would find the first one's under its name. */
export function oneImage(): (source: Source, name: string, job: YAMLMap, id: string) => readonly CallerProblem[] {
  let first: string | null = null;
  return (source, name, job, id) => {
    const push = mapAt(job, "with")?.get("push", true);
    if (id !== PUSHES || !isScalar(push) || scalar(push) === false) return [];
    const { file, line } = source.at(job.get("uses", true), "");
    if (first === null) {
      first = `job ${name} at ${file}:${line}`;
      return [];
    }
    return [
      source.at(
        push,
        `pushes a second image under the name of the first, which ${first} pushes: both are named after the repository and the commit; build it in a repository of its own, or leave push out to scan it only`,
      ),
    ];
  };
}
