// The demonstration and the tests use both compiled parts: without them they say so at once.
import process from "node:process";

const missing = [];
for (const name of process.argv.slice(2).length > 0
  ? process.argv.slice(2)
  : ["better-sqlite3", "nodejieba"]) {
  try {
    const loaded = await import(name);
    if (name === "better-sqlite3") new loaded.default(":memory:").close();
  } catch {
    missing.push(name);
  }
}
if (missing.length > 0) {
  console.error(
    `npm start and npm test need ${missing.join(" and ")}. Install python3, make and g++ ` +
      `(Debian: apt-get install build-essential python3), then run: npm rebuild ${missing.join(" ")}`,
  );
  process.exit(2);
}
