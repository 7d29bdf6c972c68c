import type { Command } from "commander";
import { nearest } from "../../base/index.js";
import { planSections, readStudy, studyError, writeDemoCorpus } from "../../study/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { nameList, wholeNumber } from "../options.js";
import { runStudyFile } from "../run-study-file.js";

interface RunFlags {
  readonly only?: string[];
  readonly force?: boolean;
  readonly draws?: number;
  readonly threads?: number;
  readonly out?: string;
}

/** `xinzhi study run|check|simulate`. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "study",
    summary: {
      en: "a whole empirical section from one file",
      zh: "由一个文件生成整个实证部分",
    },
    examples: [
      "xinzhi study run studies/demo.yaml",
      "xinzhi study run studies/demo.yaml --only baseline,event-study",
      "xinzhi study check studies/demo.yaml",
    ],
  });
  command.addCommand(
    defineCommand(context, {
      name: "run",
      summary: {
        en: "make the tables and figures of a study; unchanged steps are not run again",
        zh: "生成研究的表与图；未变的步骤不再运行",
      },
      examples: ["xinzhi study run studies/demo.yaml"],
    })
      .argument("<file>", t("study file", "研究文件"))
      .option(
        "--only <sections>",
        t("only these, comma-separated", "只做这些（逗号分隔）"),
        nameList,
      )
      .option("--force", t("run every step again", "全部重新运行"))
      .option(
        "--draws <n>",
        t("at most so many draws, to try a study out", "抽样次数上限（试运行用）"),
        wholeNumber("--draws", 1),
      )
      .option("--threads <n>", t("worker threads", "线程数"), wholeNumber("--threads", 1))
      .option(
        "-o, --out <folder>",
        t("where to write (default out/NAME)", "输出文件夹（默认 out/名称）"),
      )
      .action(async (file: string, flags: RunFlags) => {
        await runStudyFile(context, {
          file,
          out: flags.out,
          only: flags.only,
          draws: flags.draws,
          threads: flags.threads,
          rerun: flags.force === true ? "all" : "changed",
        });
      }),
  );
  command.addCommand(
    defineCommand(context, {
      name: "check",
      summary: { en: "check a study file without running it", zh: "检查研究文件而不运行" },
      examples: ["xinzhi study check studies/demo.yaml"],
    })
      .argument("<file>", t("study file", "研究文件"))
      .action((file: string) => check(context, file)),
  );
  command.addCommand(
    defineCommand(context, {
      name: "simulate",
      summary: { en: "write the simulated corpus again", zh: "重新生成模拟语料" },
      examples: ["xinzhi study simulate demo -o corpus"],
    })
      .argument("<name>", t("which: demo", "名称：demo"))
      .option("-o, --out <folder>", t("where to write", "输出文件夹"), "corpus")
      .action((name: string, flags: { out: string }) => {
        if (name !== "demo") {
          throw studyError("unknown-section", {
            file: name,
            row: 1,
            name,
            nearest: nearest(name, ["demo"]),
            known: ["demo"],
          });
        }
        const made = writeDemoCorpus(flags.out);
        context.print(
          t(
            `${made.cities} cities, ${made.reports} reports, ${made.patents} patents in ${flags.out}`,
            `${flags.out}：${made.cities} 个城市，${made.reports} 篇报告，${made.patents} 件专利`,
          ),
          { kind: "simulated", folder: flags.out, ...made },
        );
      }),
  );
  return command;
}

/** Every mistake of the list at once; the first one is thrown where there is none but it. */
function check(context: Context, file: string): void {
  const study = readStudy(file);
  const failed = planSections(study).flatMap((s) => ("error" in s ? [s.error] : []));
  if (failed.length > 0) {
    for (const error of failed.slice(1)) context.say(error.toText(context.lang));
    throw failed[0]!;
  }
  context.print(
    context.t(
      `${file}: ${study.sections.length} tables and figures, outcome ${study.outcome}`,
      `${file}：${study.sections.length} 个表与图，被解释变量 ${study.outcome}`,
    ),
    { kind: "study-check", study: study.name, sections: study.sections.map((s) => s.make) },
  );
}
