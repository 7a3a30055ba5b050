import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:7300";

/** `npx vite build --config console/vite.config.ts` from the top folder. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The bundle test adds up what the first screen loads from this.
    manifest: true,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: {
      "/api": server,
      "/pictures": server,
      "/ws": { target: server, ws: true },
    },
  },
});
