#!/usr/bin/env node
import { firstPage } from "./first-page.js";
import { watchOutput } from "./watch-output.js";

const argv = process.argv.slice(2);
const page = firstPage(argv, process.env);
if (page === null) {
  const { supervise } = await import("./supervise.js");
  process.exitCode = await supervise(argv);
} else {
  watchOutput(argv, (code) => process.exit(code));
  process.stdout.write(page);
}
