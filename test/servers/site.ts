import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How one address of an imitation site answers; called for each request. */
export type Route = (request: IncomingMessage, response: ServerResponse, hits: number) => void;

/** One request as the site saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly atMs: number;
  readonly headers: IncomingMessage["headers"];
}

/** A running imitation site on loopback. */
export interface Site {
  readonly origin: string;
  readonly host: string;
  readonly seen: readonly SeenRequest[];
  /** Most requests that were open at one time. */
  readonly peak: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a site from a table of routes; unknown addresses answer 404. */
export async function startSite(routes: Readonly<Record<string, Route>>): Promise<Site> {
  const seen: SeenRequest[] = [];
  const hits = new Map<string, number>();
  let open = 0;
  let peak = 0;
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "/";
    seen.push({ path, atMs: performance.now(), headers: request.headers });
    const count = (hits.get(path) ?? 0) + 1;
    hits.set(path, count);
    open++;
    peak = Math.max(peak, open);
    response.on("close", () => {
      open--;
    });
    const route = routes[path] ?? routes["*"];
    if (route === undefined) response.writeHead(404).end("not found");
    else route(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    seen,
    peak: () => peak,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with a page. */
export function page(body: string | Uint8Array, headers: Record<string, string> = {}): Route {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  };
}

/** Sends the reader on. */
export function redirect(location: string, status = 302): Route {
  return (_request, response) => {
    response.writeHead(status, { location }).end();
  };
}
