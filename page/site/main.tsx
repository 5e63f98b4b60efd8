import "./component-styles";
import "@xyflow/react/dist/style.css";
import "./site.css";
import { createRoot } from "react-dom/client";
import type { PageModel } from "../page-model";
import { App } from "./app";

/** The page's data stands in the page itself, so that it opens from a file. */
async function model(packed: string): Promise<PageModel> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(unpacked).text()) as PageModel;
}

const [data, place] = ["model", "root"].map((id) => document.getElementById(id));
if (!data || !place) throw new Error("the page is cut off: its data or its place is missing; make it again with sigma page");
void model(data.textContent).then((read) => {
  createRoot(place).render(<App model={read} />);
});
