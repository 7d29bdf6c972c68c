import type { Route } from "./site.js";

/** A patent of the imitation office. */
export interface OpsPatent {
  readonly number: string;
  readonly kind: string;
  readonly application: string;
  readonly title: string;
  readonly applicant: string;
}

/** How the imitation of Open Patent Services behaves; written from its reference guide. */
export interface OpsBehaviour {
  readonly patents: readonly OpsPatent[];
  readonly key: string;
  readonly secret: string;
  /** Requests that a token is good for; then 400 `invalid_access_token`. */
  readonly tokenUses?: number;
  /** After so many searches: 403 with `X-Rejection-Reason`. */
  readonly quotaAfter?: number;
  /** The traffic light of the k-th search (1, 2, …). */
  readonly light?: (search: number) => string;
  /** `Retry-After` in milliseconds, sent with a black light. */
  readonly retryAfterMs?: number;
  /** What becomes of an answer before it is sent. */
  readonly mangle?: (xml: string, search: number) => string;
}

/** What the imitation has seen. */
export interface OpsLog {
  tokens: number;
  searches: number;
  readonly ranges: string[];
}

/** The routes of the imitation: `/auth/accesstoken`, `/rest-services/…`. */
export function opsRoutes(b: OpsBehaviour): { routes: Record<string, Route>; log: OpsLog } {
  const log: OpsLog = { tokens: 0, searches: 0, ranges: [] };
  let uses = 0;
  const route: Route = (request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    const send = (status: number, body: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { "content-type": "application/xml", ...headers }).end(body);
    };
    if (url.pathname.endsWith("/auth/accesstoken")) {
      const wanted = `Basic ${Buffer.from(`${b.key}:${b.secret}`).toString("base64")}`;
      if (request.headers.authorization !== wanted) return send(401, error("invalid_client"));
      log.tokens++;
      uses = 0;
      const body = JSON.stringify({ access_token: `token-${log.tokens}`, expires_in: "1199" });
      return send(200, body, { "content-type": "application/json" });
    }
    if (
      request.headers.authorization !== `Bearer token-${log.tokens}` ||
      ++uses > (b.tokenUses ?? Number.POSITIVE_INFINITY)
    ) {
      return send(400, error("invalid_access_token"));
    }
    if (url.pathname.includes("/legal/")) {
      const id = url.pathname.split("/").at(-1)!.split(".").slice(0, 2).join("");
      return send(200, legalXml(b.patents.find((p) => p.number === id)!));
    }
    log.searches++;
    const light = b.light?.(log.searches) ?? GREEN;
    const headers: Record<string, string> = { "x-throttling-control": light };
    if (light.includes("black")) headers["retry-after"] = String(b.retryAfterMs);
    if (log.searches > (b.quotaAfter ?? Number.POSITIVE_INFINITY)) {
      return send(
        403,
        error("This request has been rejected due to the violation of Fair Use policy"),
        {
          ...headers,
          "x-rejection-reason": "RegisteredQuotaPerWeek",
        },
      );
    }
    const query = url.searchParams.get("q") ?? "";
    if (query.includes("((")) return send(400, error("CLIENT.InvalidQuery"), headers);
    const [from, to] = url.searchParams.get("Range")!.split("-").map(Number);
    log.ranges.push(`${from}-${to}`);
    if (b.patents.length === 0) return send(404, error("No results found"), headers);
    const xml = searchXml(b.patents, from!, to!);
    return send(200, b.mangle?.(xml, log.searches) ?? xml, headers);
  };
  return { routes: { "*": route }, log };
}

const GREEN = "idle (images=green:200, inpadoc=green:60000, search=green:60000, other=green:1000)";

function error(message: string): string {
  return `<?xml version="1.0"?><error><code>CODE</code><message>${message}</message></error>`;
}

function searchXml(patents: readonly OpsPatent[], from: number, to: number): string {
  const documents = patents
    .slice(from - 1, to)
    .map(documentXml)
    .join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">
<ops:biblio-search total-result-count="${patents.length}"><ops:query syntax="CQL">q</ops:query>
<ops:range begin="${from}" end="${Math.min(to, patents.length)}"/>
<ops:search-result><exchange-documents>${documents}</exchange-documents></ops:search-result>
</ops:biblio-search></ops:world-patent-data>`;
}

function documentXml(p: OpsPatent): string {
  const number = p.number.slice(2);
  return `<exchange-document system="ops.epo.org" family-id="1" country="CN" doc-number="${number}" kind="${p.kind}"><bibliographic-data>
<publication-reference><document-id document-id-type="docdb"><country>CN</country><doc-number>${number}</doc-number><kind>${p.kind}</kind><date>20210122</date></document-id><document-id document-id-type="epodoc"><doc-number>${p.number}</doc-number><date>20210122</date></document-id></publication-reference>
<classifications-ipcr><classification-ipcr sequence="1"><text>G06F   3/  01        20060101AFI20210122BHCN        </text></classification-ipcr><classification-ipcr sequence="2"><text>A61B   5/0476        20060101ALI20210122BHCN        </text></classification-ipcr></classifications-ipcr>
<application-reference doc-id="1"><document-id document-id-type="docdb"><country>CN</country><doc-number>${p.application}</doc-number><kind>A</kind></document-id><document-id document-id-type="epodoc"><doc-number>CN${p.application}</doc-number><date>20201028</date></document-id></application-reference>
<parties><applicants><applicant sequence="1" data-format="epodoc"><applicant-name><name>UNIV EXAMPLE [CN]</name></applicant-name></applicant><applicant sequence="1" data-format="original"><applicant-name><name>${p.applicant},</name></applicant-name></applicant></applicants></parties>
<invention-title lang="en">In English</invention-title><invention-title lang="zh">${p.title}</invention-title>
<references-cited><citation cited-phase="examination" cited-by="examiner" sequence="1"><patcit num="1" dnum-type="publication number"><document-id document-id-type="docdb"><country>CN</country><doc-number>101000001</doc-number><kind>A</kind></document-id><document-id document-id-type="epodoc"><doc-number>CN101000001</doc-number></document-id></patcit></citation><citation sequence="2"><nplcit num="1"><text>a paper</text></nplcit></citation></references-cited>
</bibliographic-data><abstract lang="en"><p>An example &amp; no more.</p></abstract></exchange-document>`;
}

function legalXml(p: OpsPatent): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ops:world-patent-data xmlns:ops="http://ops.epo.org"><ops:patent-family legal="true"><ops:family-member>
<ops:legal code="PB01" desc="PUBLICATION" infl=" "><ops:pre line="00001">CN ${p.number} PB01</ops:pre><ops:L007EP desc="Gazette DATE">2021-01-22</ops:L007EP></ops:legal>
<ops:legal code="TR01" desc="TRANSFER OF PATENT RIGHT" infl=" "><ops:L007EP desc="Gazette DATE">2023-05-09</ops:L007EP><ops:L500EP><ops:L510EP desc="Free Format Text">Effective date of registration: 20230425</ops:L510EP><ops:L510EP desc="Free Format Text">Patentee after: 云屏智能有限公司</ops:L510EP><ops:L510EP desc="Free Format Text">Patentee before: ${p.applicant}</ops:L510EP></ops:L500EP></ops:legal>
</ops:family-member></ops:patent-family></ops:world-patent-data>`;
}
