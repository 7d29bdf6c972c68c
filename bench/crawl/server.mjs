// The site of the crawl benchmark: node server.mjs PAGES; prints its origin.
import { createServer } from "node:http";

const pages = Number(process.argv[2] ?? 10_000);
const perList = 100;
const text = "<p>这是为测速而写的一段文字，没有别的用处。</p>".repeat(40);
const arrivals = [];
let open = 0;
let peak = 0;
const server = createServer((request, response) => {
  if (request.url === "/report") {
    response.end(JSON.stringify({ arrivals: arrivals.splice(0), peak }));
    peak = 0;
    return;
  }
  arrivals.push(Date.now());
  peak = Math.max(peak, ++open);
  response.on("close", () => {
    open--;
  });
  response.setHeader("content-type", "text/html; charset=utf-8");
  const list = /^\/index(?:_(\d+))?\.html$/.exec(request.url ?? "");
  if (list !== null) {
    const at = Number(list[1] ?? 0);
    let html = "";
    for (let n = at * perList; n < Math.min(pages, (at + 1) * perList); n++) {
      html += `<a href="/p${n}.html">第${n}号政府工作报告</a>`;
    }
    response.end(
      `${html}<script>createPageHTML(${Math.ceil(pages / perList)}, ${at}, "index", "html")</script>`,
    );
    return;
  }
  response.end(`<html><h1>${request.url}</h1><div>${text}</div></html>`);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
