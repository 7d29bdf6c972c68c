import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Writes THIRD_PARTY.md: what the package stands on, with versions and licences, out of package-lock.json.
const root = join(import.meta.dirname, "..");

/** Packages that name no licence in their manifest; read from the text beside it. */
const READ_FROM_TEXT = { "png-js": "MIT" };

/** The text of THIRD_PARTY.md as package-lock.json has it. */
export function thirdParty() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const rows = Object.entries(packages)
    .filter(([path, entry]) => path !== "" && !entry.dev)
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + 13);
      const licence = entry.license ?? READ_FROM_TEXT[name] ?? "NOT NAMED";
      return { name, version: entry.version, licence, optional: entry.optional === true };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  const unique = rows.filter(
    (r, i) => i === 0 || r.name !== rows[i - 1].name || r.version !== rows[i - 1].version,
  );
  const counts = new Map();
  for (const { licence } of unique) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const sums = [...counts].sort((a, b) => b[1] - a[1]).map(([l, n]) => `${l} ${n}`);
  return [
    "# Third-party software 第三方软件",
    "",
    "What an installation of xinzhi brings along, by `node scripts/third-party.mjs` out of package-lock.json. Each package holds its own licence",
    "text. Data under `dictionaries/` have their sources and licences in the `manifest` beside them.",
    "",
    "安装本软件时一并安装的软件包，由 `node scripts/third-party.mjs` 据 package-lock.json 生成；`dictionaries/` 中数据的来源与许可见各目录的 manifest。",
    "",
    `${unique.length} packages: ${sums.join(", ")}.`,
    "",
    "| package | version | licence | |",
    "| --- | --- | --- | --- |",
    ...unique.map(
      (r) => `| ${r.name} | ${r.version} | ${r.licence} | ${r.optional ? "optional" : ""} |`,
    ),
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, "THIRD_PARTY.md"), thirdParty());
}
