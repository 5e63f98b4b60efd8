import { join } from "node:path";
import { describeEnvironments } from "./environments";

describeEnvironments(join(__dirname, "../family/acme"));
