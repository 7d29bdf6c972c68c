import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flipBits, runSmallStudy } from "../../test/hostile/flip-study.js";
import { runWords } from "../../test/run-words.js";

// A thousand flipped bits in the inputs, outputs and stores of a study, each checked by hashes alone, and ten
// changed results or data checked by running the study again: `npm run bench hostile`.
const work = mkdtempSync(join(tmpdir(), "xinzhi-flips-"));
try {
  const study = await runSmallStudy(join(work, "s"));
  const counts = await flipBits(study, Number(process.env.FLIPS ?? 1000), 2026);
  console.log(
    `${counts.tried} bits flipped: ${counts.reported} reported, ${counts.harmless} where no data is, ${counts.missed.length} missed`,
  );
  for (const miss of counts.missed) console.log(`  missed: ${miss}`);
  let told = 0;
  for (let k = 0; k < 10; k++) {
    const path = join(work, "s", k < 5 ? "out/results.json" : "panel.csv");
    const intact = readFileSync(path, "utf8");
    // The k-th of some digits that stand behind a decimal point, made another one.
    const places = [...intact.matchAll(/\.\d\d(\d)/g)].map((m) => m.index + 3);
    const at = places[Math.floor(((k % 5) + 0.5) * (places.length / 5))]!;
    const digit = (Number(intact[at]) + 1) % 10;
    writeFileSync(path, intact.slice(0, at) + digit + intact.slice(at + 1));
    const answer = await runWords(["study", "verify", study.file, "-o", study.out, "--quiet"]);
    if (answer.code !== 0) told++;
    writeFileSync(path, intact);
  }
  console.log(`10 digits changed, checked by study verify: ${told} told`);
  if (counts.missed.length > 0 || told < 10) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
