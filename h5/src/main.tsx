import { render } from "preact";
import { App } from "./app/app.tsx";
import { followViewport } from "./app/viewport.ts";
import "./app/app.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
followViewport();
render(<App />, root);
