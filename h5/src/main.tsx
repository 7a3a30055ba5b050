// The rules for all stand before the rules of each screen.
import "./app/app.css";
import { render } from "preact";
import { App } from "./app/app.tsx";
import { followViewport } from "./app/viewport.ts";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
followViewport();
render(<App />, root);
