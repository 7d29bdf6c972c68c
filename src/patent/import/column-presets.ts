/** What a column of an export can hold.   中文: 可识别的字段 */
export const PATENT_FIELDS = [
  "publication",
  "application",
  "type",
  "kindCode",
  "title",
  "abstract",
  "filed",
  "published",
  "granted",
  "country",
  "applicants",
  "address",
  "ipc",
  "ipcMain",
  "citations",
  "cites",
  "status",
  "assignors",
  "assignees",
  "transferred",
] as const;

/** Name of a field of a patent record. */
export type PatentField = (typeof PATENT_FIELDS)[number];

/**
 * Headings by field, best first, as incoPat, Patentics, PatSnap, Derwent, CNIPA, CNRDS, Google
 * Patents, Lens, PATENTSCOPE and PatentsView write them; compared without blanks, brackets and signs.
 */
export const HEADINGS: Readonly<Record<PatentField, readonly string[]>> = {
  publication: [
    "公开公告号",
    "公开号",
    "授权公告号",
    "公告号",
    "公开号公告号",
    "专利公开号",
    "专利公告号",
    "publicationnumber",
    "publicationnumbers",
    "publicationno",
    "patentnumber",
    "id",
    "patent",
    "专利号",
    "patentics",
    "patentid",
    "applicationid",
  ],
  application: [
    "申请号",
    "专利申请号",
    "applicationnumber",
    "applicationno",
    "applnid",
    "申请号码",
  ],
  type: ["专利类型", "专利种类", "申请类型", "公开类型", "patenttype", "类型"],
  kindCode: ["公开专利文献类型识别代码", "文献类型代码", "kind", "kindcode", "wipokind"],
  title: [
    "标题中文",
    "标题",
    "标题译简体中文",
    "专利名称",
    "发明名称",
    "专利标题",
    "名称",
    "题名",
    "标题原文",
    "title",
    "patenttitle",
    "标题英文",
    "标题译english",
  ],
  abstract: [
    "摘要中文",
    "摘要",
    "摘要译简体中文",
    "专利摘要",
    "abstract",
    "patentabstract",
    "摘要英文",
  ],
  filed: [
    "申请日",
    "申请日期",
    "专利申请日",
    "applicationdate",
    "filingdate",
    "filingcreationdate",
    "appdate",
    "申请时间",
  ],
  published: [
    "公开公告日",
    "公开日",
    "公开日期",
    "公开公告日期",
    "公告日",
    "申请公开日",
    "申请公布日",
    "publicationdate",
    "patentdate",
  ],
  granted: ["授权公告日", "授权日", "授权日期", "授权公告日期", "grantdate"],
  country: [
    "公开国别",
    "专利局",
    "受理局",
    "公开国家地区代码",
    "公开国家",
    "申请国家地区",
    "country",
    "jurisdiction",
    "region",
  ],
  applicants: [
    "申请人",
    "申请专利权人",
    "专利权人申请人",
    "专利申请人",
    "原始申请专利权人",
    "标原始申请专利权人",
    "标当前申请专利权人",
    "当前申请专利权人",
    "专利权人原始",
    "专利权人",
    "applicants",
    "applicant",
    "assignee",
    "assigneename",
    "assigneeorganization",
    "disambigassigneeorganization",
    "标准化申请人",
  ],
  address: [
    "申请人地址",
    "通信地址",
    "申请人联系地址",
    "第一申请人地址",
    "当前申请专利权人地址",
    "地址",
    "address",
  ],
  ipc: [
    "ipc",
    "ipc分类号",
    "国际分类",
    "国际分类号",
    "国际专利分类号",
    "专利分类号",
    "ipc现版",
    "ipc现版完整",
    "ipc国际分类号",
    "ipc号",
    "分类号",
    "ipccodes",
    "ipcrclassifications",
    "ipcclassifications",
    "ipcr",
  ],
  ipcMain: ["ipc主分类", "ipc主分类号", "主分类号", "国际主分类", "国际主分类号", "mainipc"],
  citations: [
    "被引证次数",
    "被引用次数",
    "被引用数",
    "被引用专利数量",
    "施引专利计数",
    "本文被引用专利数",
    "引用本文专利数",
    "被引证数",
    "citations",
    "citedby",
    "citedbypatentcount",
    "timescited",
  ],
  cites: [
    "引证专利",
    "引证专利号",
    "引用专利",
    "引用专利号",
    "引证文献",
    "专利引证",
    "引证",
    "citedpatents",
    "citespatents",
    "backwardcitations",
    "patentcitations",
    "citationpatentid",
  ],
  status: ["当前法律状态", "法律状态", "法律状态事件", "专利有效性", "失效有效", "status"],
  assignors: ["转让人", "assignor", "assignors"],
  assignees: ["受让人", "assignees"],
  transferred: ["转让执行日", "转让登记日", "转让日", "transferdate"],
};

/** Marks by which an export is told, first that fits. */
const SIGNATURES: readonly { readonly service: string; readonly all: readonly string[] }[] = [
  { service: "incoPat", all: ["链接到incopat"] },
  { service: "Derwent", all: ["dwpi入藏号"] },
  { service: "PatSnap", all: ["受理局", "公开公告号"] },
  { service: "PatSnap", all: ["ipc分类号", "公开公告号"] },
  { service: "Patentics", all: ["patentics"] },
  { service: "Patentics", all: ["国际分类", "国际主分类"] },
  { service: "incoPat", all: ["标题中文", "公开公告号"] },
  { service: "Lens", all: ["lensid"] },
  { service: "Google Patents", all: ["id", "filingcreationdate"] },
  { service: "PATENTSCOPE", all: ["applicationid", "applicationdate"] },
  { service: "Derwent (Web of Science)", all: ["pn", "ae", "ip"] },
  { service: "PatentsView", all: ["patentid"] },
  { service: "PatentsView", all: ["patentnumber", "patentdate"] },
  { service: "CNRDS", all: ["scode"] },
  { service: "CNRDS", all: ["股票代码", "申请号"] },
  { service: "CNIPA", all: ["申请号", "申请专利权人", "公开公告号"] },
  { service: "CNIPA", all: ["申请号", "分类号"] },
];

/** Tags that stand for headings in the tab-delimited export of Web of Science. */
export const DERWENT_TAGS: Readonly<Partial<Record<PatentField, string>>> = {
  publication: "pn",
  title: "ti",
  abstract: "ab",
  applicants: "ae",
  ipc: "ip",
  filed: "ad",
  published: "pd",
  cites: "cp",
};
/** Columns of the PatentsView tables that write a symbol in parts, one row for each symbol. */
export const SYMBOL_PARTS = ["section", "ipcclass", "subclass", "maingroup", "subgroup"] as const;

/** A heading as it is compared: no blanks, brackets, signs or case. */
export function foldHeading(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s()[\]【】〔〕{}/\\·_\-–—:：、,.]/g, "");
}

/** The service that made an export, by its headings; `table` when none is told. */
export function detectService(headings: readonly string[]): string {
  const folded = new Set(headings.map(foldHeading));
  return SIGNATURES.find((s) => s.all.every((mark) => folded.has(mark)))?.service ?? "table";
}
