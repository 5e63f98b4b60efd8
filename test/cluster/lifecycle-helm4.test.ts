import { describeLifecycle } from "./lifecycle";

describeLifecycle("helm4");
