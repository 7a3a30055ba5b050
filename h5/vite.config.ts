import { join } from "node:path";
import { defineConfig } from "vite";

const backend = "http://127.0.0.1:7300";

export default defineConfig({
  root: import.meta.dirname,
  base: "/m/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: join(import.meta.dirname, "dist"),
    emptyOutDir: true,
    // In-app browsers on older phones run engines of 2021.
    target: ["es2021", "chrome87", "safari14"],
    // The policy of the page allows no inline script; one stylesheet and one script load fastest anyway.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      "/api": backend,
      "/pictures": backend,
      "/ws": { target: backend, ws: true },
    },
  },
});
