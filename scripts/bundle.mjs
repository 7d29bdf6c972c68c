// Joins the compiled modules that a command or a thread loads into few files under dist/bundle: Node takes
// about half a millisecond for each module, and a command needs several hundred.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build } from "esbuild";

const dist = resolve("dist");
const out = join(dist, "bundle");
rmSync(out, { recursive: true, force: true });

function modules(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? modules(path) : path.endsWith(".js") ? [path] : [];
  });
}

// Besides the commands, every file that a module names by its address: the threads.
const addressed = /new URL\("(\.\/[\w-]+\.js)", import\.meta\.url\)/g;
const threads = modules(dist).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(addressed)].map((match) => resolve(file, "..", match[1])),
);
const own = new Set([join(dist, "cli/command-thread.js"), join(dist, "cli/run-cli.js")]);
const entryPoints = [join(dist, "cli/run-cli.js"), ...new Set(threads.filter((f) => !own.has(f)))];

await build({
  entryPoints,
  outdir: out,
  outbase: dist,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  legalComments: "none",
  plugins: [
    {
      // A module keeps its place: dist/study/x.js is dist/bundle/study/x.js, in whichever file it lands.
      name: "addresses",
      setup: (run) =>
        run.onLoad({ filter: /\.js$/ }, ({ path }) => {
          const source = readFileSync(path, "utf8");
          const place = JSON.stringify(relative(dist, path));
          const root = 'import.meta.url.slice(0, import.meta.url.lastIndexOf("/bundle/") + 8)';
          return { contents: source.replaceAll("import.meta.url", `(${root} + ${place})`) };
        }),
    },
  ],
});
