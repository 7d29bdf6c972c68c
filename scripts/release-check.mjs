import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { thirdParty } from "./third-party.mjs";

// What must hold before a release: `npm run release:check`. Leaves the bill of materials in out/release/.
const root = join(import.meta.dirname, "..");
const troubles = [];
const read = (name) => readFileSync(join(root, name), "utf8");
const npm = (...words) =>
  execFileSync("npm", words, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });

if (read("THIRD_PARTY.md") !== thirdParty()) {
  troubles.push("THIRD_PARTY.md is not what package-lock.json says: node scripts/third-party.mjs");
}
if (read("THIRD_PARTY.md").includes("NOT NAMED")) troubles.push("a package names no licence");

const folder = join(root, "out/release");
mkdirSync(folder, { recursive: true });
for (const format of ["cyclonedx", "spdx"]) {
  const bill = npm(
    "sbom",
    "--package-lock-only",
    "--omit",
    "dev",
    "--sbom-type",
    "application",
    "--sbom-format",
    format,
  );
  const parsed = JSON.parse(bill);
  const count = (parsed.components ?? parsed.packages).length;
  writeFileSync(join(folder, `sbom.${format}.json`), bill);
  console.log(`${count} components in out/release/sbom.${format}.json`);
}

const [{ files, size }] = JSON.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
const strange = files
  .map((f) => f.path)
  .filter(
    (p) =>
      !/^(dist|dictionaries|corpus|studies)\/|^docs\/reference\/schema\/study\.json$|^[A-Z_]+(\.zh-CN)?(\.md)?$|^package\.json$/.test(
        p,
      ),
  );
if (strange.length > 0) troubles.push(`not meant to be packed: ${strange.join(", ")}`);
const secret = files.map((f) => f.path).filter((p) => /\.(?:env|pem|key|db|npmrc)$/.test(p));
if (secret.length > 0) troubles.push(`may hold secrets: ${secret.join(", ")}`);
console.log(`${files.length} files, ${(size / 2 ** 20).toFixed(1)} MB packed`);

for (const trouble of troubles) console.error(`✗ ${trouble}`);
if (troubles.length > 0) process.exitCode = 1;
