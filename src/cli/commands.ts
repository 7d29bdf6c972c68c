import type { Command } from "commander";
import type { Localized } from "../base/index.js";
import type { Context } from "./context.js";

/** A file in `commands/`: builds its command; loaded only when the command is called. */
export interface CommandModule {
  readonly build: (context: Context) => Command;
}

/** One line of `xinzhi --help`. */
export interface CommandEntry {
  readonly summary: Localized;
  readonly load: () => Promise<CommandModule>;
}

/** Every command, in the order of the help page.   中文: 全部命令 */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    summary: {
      en: "write a commented study file to begin with",
      zh: "生成带注释的研究文件",
    },
    load: () => import("./commands/study/init.js"),
  },
  crawl: {
    summary: {
      en: "fetch work reports into the store, politely and resumably",
      zh: "礼貌、可续传地采集政府工作报告入库",
    },
    load: () => import("./commands/collect/crawl.js"),
  },
  import: {
    summary: {
      en: "put reports, annual reports and patents into the store",
      zh: "将政府工作报告、年报与专利导入数据库",
    },
    load: () => import("./commands/collect/import.js"),
  },
  attention: {
    summary: {
      en: "count policy keywords by document, region-year or section",
      zh: "统计政策关键词（按文档、地区—年份或章节）",
    },
    load: () => import("./commands/text/attention.js"),
  },
  targets: {
    summary: {
      en: "growth targets: figure, hard or soft wording, over-bidding",
      zh: "增长目标：数值、软硬约束与加码",
    },
    load: () => import("./commands/text/targets.js"),
  },
  kwic: {
    summary: {
      en: "the sentences behind a count",
      zh: "查看计数背后的句子",
    },
    load: () => import("./commands/text/kwic.js"),
  },
  documents: {
    summary: {
      en: "list, show and export the documents of the store",
      zh: "列出、查看与导出数据库中的文档",
    },
    load: () => import("./commands/collect/documents.js"),
  },
  dictionary: {
    summary: {
      en: "keyword dictionaries: list, validate, expand",
      zh: "关键词词典：列出、校验、扩充",
    },
    load: () => import("./commands/text/dictionary.js"),
  },
  classify: {
    summary: {
      en: "label patents by a concordance of IPC symbols and industries",
      zh: "按 IPC 对照表判定关键核心技术专利",
    },
    load: () => import("./commands/patent/classify.js"),
  },
  innovate: {
    summary: {
      en: "innovation measures of patents by unit and year",
      zh: "按单位—年份计算专利创新指标",
    },
    load: () => import("./commands/patent/innovate.js"),
  },
  index: {
    summary: {
      en: "build a composite index from an indicator system and a panel",
      zh: "由指标体系与面板构建综合指数",
    },
    load: () => import("./commands/index-panel.js"),
  },
  panel: {
    summary: {
      en: "describe, clean, merge, reshape and convert panels",
      zh: "面板数据的描述、清洗、合并、变形与转换",
    },
    load: () => import("./commands/panel/panel.js"),
  },
  policies: {
    summary: {
      en: "policy lists, city-year dummies and first-treated years",
      zh: "政策名单、处理变量与首次处理年份",
    },
    load: () => import("./commands/policies/policies.js"),
  },
  regress: {
    summary: {
      en: "regression with fixed effects, instruments and clustered errors",
      zh: "回归：固定效应、工具变量与聚类标准误",
    },
    load: () => import("./commands/estimate/regress.js"),
  },
  mediate: {
    summary: {
      en: "mediation: two or three steps, Sobel tests, bootstrap by unit",
      zh: "中介效应：两步或三步法、Sobel 检验、按单位自助法",
    },
    load: () => import("./commands/estimate/mediate.js"),
  },
  moderate: {
    summary: {
      en: "moderation with simple slopes; coefficient differences between groups",
      zh: "调节效应与简单斜率；组间系数差异检验",
    },
    load: () => import("./commands/estimate/moderate.js"),
  },
  ife: {
    summary: {
      en: "panel regression with interactive fixed effects (Bai 2009)",
      zh: "交互固定效应面板回归（Bai 2009）",
    },
    load: () => import("./commands/estimate/ife.js"),
  },
  frontier: {
    summary: {
      en: "stochastic frontier (production or cost) with efficiencies",
      zh: "随机前沿（生产或成本）与效率值",
    },
    load: () => import("./commands/estimate/frontier.js"),
  },
  dml: {
    summary: {
      en: "double machine learning of a partially linear model",
      zh: "双重机器学习（部分线性模型）",
    },
    load: () => import("./commands/estimate/dml.js"),
  },
  doctor: {
    summary: {
      en: "check versions, add-ons, fonts and the store; say how to repair",
      zh: "检查版本、组件、字体与数据库，并说明修复方法",
    },
    load: () => import("./commands/doctor.js"),
  },
  did: {
    summary: {
      en: "difference in differences: estimators, diagnoses, placebo tests",
      zh: "双重差分：估计、诊断与安慰剂检验",
    },
    load: () => import("./commands/did/did.js"),
  },
  study: {
    summary: {
      en: "a whole empirical section from one file",
      zh: "由一个文件生成整个实证部分",
    },
    load: () => import("./commands/study/study.js"),
  },
  demo: {
    summary: {
      en: "run the bundled simulated study into out/demo/",
      zh: "运行随附的模拟研究，结果写入 out/demo/",
    },
    load: () => import("./commands/study/demo.js"),
  },
};
