import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom has no layout, and says so at every navigation.
window.scrollTo = () => undefined;

afterEach(cleanup);
