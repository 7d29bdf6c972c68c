// The demonstration and the tests need a database and a segmenter: without any they say so at once.
import process from "node:process";

/** What is needed, each with the packages that give it. */
const NEEDS = [
  { needed: "a database", from: ["better-sqlite3", "node:sqlite"] },
  { needed: "a segmenter", from: ["nodejieba", "@node-rs/jieba"] },
];

async function loads(name) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const loaded = await import(name);
    if (name === "better-sqlite3") new loaded.default(":memory:").close();
    return true;
  } catch {
    return false;
  } finally {
    process.emitWarning = emitWarning;
  }
}

const missing = [];
for (const { needed, from } of NEEDS) {
  let found = false;
  for (const name of from) found ||= await loads(name);
  if (!found) missing.push(`${needed} (${from.join(" or ")})`);
}
if (missing.length > 0) {
  console.error(
    `npm start and npm test need ${missing.join(" and ")}. Use Node 22.13 or newer, or install python3, ` +
      "make and g++ (Debian: apt-get install build-essential python3), then run: npm rebuild better-sqlite3 nodejieba",
  );
  process.exit(2);
}
