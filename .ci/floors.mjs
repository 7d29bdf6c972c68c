// The lint rule of the house: a file imports from its own room or from a lower floor, never
// upward, never sideways; outside libraries come in through one door each; no circular imports.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";

const floors = JSON.parse(readFileSync(new URL("./floors.json", import.meta.url), "utf8"));
const root = process.argv[2] ?? "src";
const floorOf = new Map(
  Object.entries(floors.rooms).flatMap(([floor, rooms]) => rooms.map((r) => [r, Number(floor)])),
);

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : path.endsWith(".ts") ? [path] : [];
  });
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*"([^"]+)"|(?:^|\n)\s*import\s*"([^"]+)"|import\(\s*"([^"]+)"/g;
// Arguments are put on the stack: a spread of data fails at about 125 000 values.
const spreadPattern =
  /\b(?:Math\.(?:max|min|hypot)|String\.from(?:CharCode|CodePoint))\([^()]*\.\.\.|\.(?:push|unshift|splice|concat)\(\s*\.\.\./g;
const problems = [];
const graph = new Map();
const doors = new Map();

for (const file of files(root)) {
  const path = relative(root, file);
  const room = path.includes("/") ? path.split("/")[0] : "(face)";
  const floor = room === "(face)" ? 99 : floorOf.get(room);
  if (floor === undefined) problems.push(`${file}: room "${room}" has no floor in .ci/floors.json`);
  const source = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  for (const match of source.matchAll(spreadPattern)) {
    const row = source.slice(0, match.index).split("\n").length;
    problems.push(
      `${file}: "${match[0]}" spreads data over arguments (near line ${row}); use greatest, least or append`,
    );
  }
  const edges = [];
  for (const match of source.matchAll(importPattern)) {
    const target = match[1] ?? match[2] ?? match[3];
    if (target.startsWith(".")) {
      const absolute = resolve(dirname(file), target).replace(/\.js$/, ".ts");
      const inside = relative(resolve(root), absolute);
      if (inside.startsWith("..")) continue;
      edges.push(join(root, inside));
      const other = inside.split("/")[0];
      if (other === room || room === "(face)" || !inside.includes("/")) continue;
      const otherFloor = floorOf.get(other);
      if (otherFloor === undefined || otherFloor >= floor) {
        problems.push(
          `${file}: ${room} (floor ${floor}) may not import ${inside} (floor ${otherFloor ?? "?"})`,
        );
      }
    } else if (!target.startsWith("node:")) {
      const name = target
        .split("/")
        .slice(0, target.startsWith("@") ? 2 : 1)
        .join("/");
      doors.set(name, (doors.get(name) ?? new Set()).add(file));
    }
  }
  graph.set(file, edges);
}

for (const [name, users] of doors) {
  if (users.size > 1 && !floors.sharedLibraries.includes(name)) {
    problems.push(
      `library ${name} has ${users.size} doors, one is allowed: ${[...users].join(", ")}`,
    );
  }
}

// Circular imports: a depth-first search that reports the first back edge of each cycle.
const state = new Map();
function visit(file, trail) {
  if (state.get(file) === "done") return;
  if (state.get(file) === "open") {
    problems.push(`circular import: ${[...trail.slice(trail.indexOf(file)), file].join(" -> ")}`);
    return;
  }
  state.set(file, "open");
  for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
  state.set(file, "done");
}
for (const file of graph.keys()) visit(file, []);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`floors: ${graph.size} files, no import upward or sideways, no cycles, one door each`);
