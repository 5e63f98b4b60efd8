import { SIGMA_CATALOG } from "../family/sigma";
import { describeEnvironments } from "./environments";

describeEnvironments(SIGMA_CATALOG);
