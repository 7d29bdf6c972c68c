import { chmodSync } from "node:fs";

// tsc does not keep the executable bit that a binary in a checkout needs for `npx xinzhi`.
chmodSync("dist/cli/main.js", 0o755);
