/** Pages and answers that fuzzing begins with. */
export const PAGE = `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>2015年政府工作报告_某市</title></head>
<body><div class="list"><ul><li><a href="t1.html">首页</a></li></ul></div><h1>2015年政府工作报告</h1><span class="date">发布时间：2015-02-03</span>
<div id="zoom"><p>各位代表：</p><p>现在，我代表市人民政府，向大会报告工作，请予审议。</p><p>${"全年完成固定资产投资205亿元。".repeat(20)}</p></div>
<script>createPageHTML(3, 0, "t2015", "html");</script><a href="t2015_2.html">下一页</a><a href="report.pdf">附件</a></body></html>`;

export const GOOGLE = `<html><body><search-app><article class="result"><span itemprop="title">一种装置</span><dl><dd itemprop="publicationNumber">CN109999999B</dd>
<dd itemprop="countryCode">CN</dd></dl><dd itemprop="applicationNumber">CN2020111729190A</dd><dd itemprop="assigneeOriginal" repeat>青岚大学</dd>
<time itemprop="filingDate" datetime="2020-10-28">2020-10-28</time><time itemprop="publicationDate" datetime="2022-06-10">x</time>
<section itemprop="abstract"><div itemprop="content">摘要</div></section>
<ul><li itemprop="classifications"><span itemprop="Code">G06F3/01</span><meta itemprop="IsCPC" content="false"><meta itemprop="Leaf" content="true"></li></ul>
<table><tr itemprop="legalEvents"><td><time itemprop="date" datetime="2023-05-09"></time></td><td itemprop="code">TR01</td><td itemprop="title">Transfer</td></tr></table></article></search-app></body></html>`;

export const CNIPA = `<html><body><div class="item"><h1>[发明授权] 一种装置</h1><dl><dt>申请公布号：</dt><dd>CN109999999B</dd><dt>申请号：</dt><dd>2020111729190</dd><dt>申请日：</dt><dd>2020.10.28</dd><dt>专利权人：</dt><dd>青岚大学</dd><dt>分类号：</dt><dd>G06F3/01(2006.01)I</dd></dl></div>
<table><tr><th>公开号</th><th>申请号</th><th>申请日</th><th>名称</th><th>申请人</th><th>分类号</th></tr><tr><td>CN109999999B</td><td>CN202011172919.0</td><td>2020.10.28</td><td>一种装置</td><td>青岚大学</td><td>G06F3/01</td></tr></table></body></html>`;

export const LENS = JSON.stringify({
  total: 1,
  results: 1,
  data: [
    {
      lens_id: "000-000-000-000-001",
      jurisdiction: "CN",
      doc_number: "113000001",
      kind: "B",
      date_published: "2022-06-10",
      biblio: {
        application_reference: {
          jurisdiction: "CN",
          doc_number: "202011172001",
          date: "2020-10-28",
        },
        invention_title: [{ text: "装置", lang: "zh" }],
        parties: {
          applicants: [{ residence: "CN", sequence: 1, extracted_name: { value: "青岚大学" } }],
          owners_all: [{ recorded_date: "2022-06-10", extracted_name: { value: "青岚大学" } }],
        },
        classifications_ipcr: { classifications: [{ symbol: "G06F3/01" }] },
        references_cited: {
          citations: [
            { sequence: 1, patcit: { document_id: { jurisdiction: "US", doc_number: "9000001" } } },
          ],
        },
        cited_by: { patent_count: 7 },
      },
      legal_status: { granted: true, patent_status: "ACTIVE" },
    },
  ],
});

export const USPTO = JSON.stringify({
  count: 1,
  patentFileWrapperDataBag: [
    {
      applicationNumberText: "16123456",
      applicationMetaData: {
        inventionTitle: "Device",
        filingDate: "2018-09-06",
        grantDate: "2020-01-07",
        patentNumber: "10529000",
        cpcClassificationBag: ["G06F 3/01"],
        applicantBag: [{ applicantNameText: "Acme" }],
      },
    },
  ],
});

export const EPO = `<?xml version="1.0" encoding="UTF-8"?><ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org"><ops:biblio-search total-result-count="1"><ops:query>ti=x</ops:query><ops:range begin="1" end="1"/><ops:search-result><exchange-documents><exchange-document country="CN" doc-number="109999999" kind="B" family-id="1"><bibliographic-data><publication-reference><document-id document-id-type="docdb"><country>CN</country><doc-number>109999999</doc-number><kind>B</kind><date>20220610</date></document-id></publication-reference><classifications-ipcr><classification-ipcr sequence="1"><text>G06F   3/    01            A I</text></classification-ipcr></classifications-ipcr><application-reference><document-id document-id-type="docdb"><country>CN</country><doc-number>202011172919</doc-number><date>20201028</date></document-id></application-reference><parties><applicants><applicant sequence="1" data-format="original"><applicant-name><name>青岚大学</name></applicant-name></applicant></applicants></parties><invention-title lang="zh">装置</invention-title></bibliographic-data></exchange-document></exchange-documents></ops:search-result></ops:biblio-search></ops:world-patent-data>`;

export const ROBOTS = `User-agent: *\nDisallow: /private/\nAllow: /a/*.html$\nCrawl-delay: 2\nSitemap: http://www.example.gov.cn/sitemap.xml\n`;
