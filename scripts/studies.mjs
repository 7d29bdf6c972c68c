// Builds the reference studies, one after the other, and says how each went:
//   node scripts/studies.mjs            in full, into out/NAME
//   node scripts/studies.mjs --draws 20 with at most so many draws, for a quick check
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import process from "node:process";

const studies = readdirSync("studies").filter((name) => /^\d{3}\.yaml$/.test(name));
const began = performance.now();
let failed = 0;
for (const name of studies.sort()) {
  const start = performance.now();
  const argv = ["dist/cli/main.js", "study", "run", `studies/${name}`, "--quiet"];
  const run = spawnSync(process.execPath, [...argv, ...process.argv.slice(2)], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`\n${name}: exit ${run.status ?? run.signal}, ${seconds} s`);
  console.log(run.stdout.trimEnd());
  if (run.status !== 0) {
    failed++;
    console.error(run.stderr.split("\n").slice(-20).join("\n"));
  }
}
console.log(
  `\n${studies.length} studies, ${failed} failed, ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
process.exit(failed > 0 ? 1 : 0);
