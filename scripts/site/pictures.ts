import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { runPage } from "./run-page.js";

// Makes the pictures of the tutorials from what their own commands draw: `npm run docs:pictures`.
const images = join(import.meta.dirname, "../../docs/images");
for (const [page, drawn, picture] of [
  ["tutorials/1-from-question-to-table.zh-CN.md", "event.png", "tutorial-1-event.png"],
  ["tutorials/4-robustness-for-referees.zh-CN.md", "curve.png", "tutorial-4-curve.png"],
] as const) {
  const { folder } = await runPage(page, "zh");
  copyFileSync(join(folder, drawn), join(images, picture));
  console.log(picture);
}
