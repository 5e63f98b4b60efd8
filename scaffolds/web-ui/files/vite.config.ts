import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { brandCss } from "./vite/brand-css.ts";
import { securityHeaders } from "./vite/security-headers.ts";

export default defineConfig({
  plugins: [react(), brandCss()],
  build: {
    // The polyfill is for browsers that have no module preload; those that Vite builds for have it.
    modulePreload: { polyfill: false },
    // A data: URL would have to be allowed by the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
  server: {
    // Same origin for the browser, so a developer's API needs no CORS.
    proxy: {
      "/api": {
        target: process.env.API_URL ?? "http://127.0.0.1:8080",
        changeOrigin: true,
        rewrite: (path) => path.replace(/^\/api/, ""),
      },
    },
  },
  preview: { host: "127.0.0.1", port: 4173, strictPort: true, headers: securityHeaders("infra/nginx.conf") },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "tests/contract/**/*.test.ts", "vite/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    coverage: {
      include: ["src/**", "vite/**"],
      exclude: ["src/main.tsx", "**/*.d.ts", "**/*.test.{ts,tsx}"],
      reporter: ["text"],
      thresholds: { statements: 90, branches: 90, functions: 90, lines: 90 },
    },
  },
});
