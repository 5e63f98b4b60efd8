import { describeLifecycle } from "./lifecycle";

describeLifecycle("helm3");
