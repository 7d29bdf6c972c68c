import { join } from "node:path";
import type { Command } from "commander";
import { makeFolder, nearest } from "../../../base/index.js";
import { simulateDesigns, writeDemoCorpus } from "../../../simulate/index.js";
import { checkStudyFile, studyError } from "../../../study/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, wholeNumber } from "../../options.js";
import { runStudyFile } from "./run-study-file.js";
import { buildSimulate } from "./study-simulate.js";
import { verifyEvidence } from "./verify-evidence.js";
import { verifyStudyFile } from "./verify-study-file.js";
import { verifyStudyHashes } from "./verify-study-hashes.js";

interface RunFlags {
  readonly only?: string[];
  readonly force?: boolean;
  readonly draws?: number;
  readonly threads?: number;
  readonly out?: string;
}

interface VerifyFlags {
  readonly out?: string;
  readonly hashes?: boolean;
  readonly evidence?: boolean;
}

/** `xinzhi study run|check|verify|simulate`. */
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
      name: "verify",
      summary: {
        en: "run a study again from nothing and compare to the last digit, and each count with what is shown behind it",
        zh: "从头重跑研究并逐位核对结果，逐格核对计数背后的原句与专利",
      },
      examples: [
        "xinzhi study verify studies/demo.yaml",
        "xinzhi study verify studies/demo.yaml --hashes",
        "xinzhi study verify studies/demo.yaml --evidence",
      ],
    })
      .argument("<file>", t("study file", "研究文件"))
      .option(
        "--hashes",
        t(
          "compute nothing: check inputs, outputs and stores by their hashes",
          "不重新计算：仅凭校验和核对输入、输出与数据库",
        ),
      )
      .option(
        "-o, --out <folder>",
        t("where the results are (default out/NAME)", "结果所在文件夹（默认 out/名称）"),
      )
      .option(
        "--evidence",
        t(
          "only compare counts with the sentences and patents behind them, without running again",
          "不重跑，只逐格核对计数与其原句、专利",
        ),
      )
      .action(async (file: string, flags: VerifyFlags) => {
        const request = { file, out: flags.out };
        if (flags.hashes === true) await verifyStudyHashes(context, request);
        if (flags.evidence === true) await verifyEvidence(context, request);
        if (flags.hashes !== true && flags.evidence !== true) {
          await verifyStudyFile(context, request);
        }
      }),
  );
  command.addCommand(buildSimulate(context, (name, folder) => simulate(context, name, folder)));
  return command;
}

/** Writes the demonstration's corpus, or the files of a simulated study, with the seed of all. */
async function simulate(context: Context, name: string, out: string | undefined): Promise<void> {
  if (name === "demo") {
    const folder = out ?? "corpus";
    const made = writeDemoCorpus(folder);
    const { cities, reports, patents } = made;
    context.print(
      context.t(
        `${cities} cities, ${reports} reports, ${patents} patents in ${folder}`,
        `${folder}：${cities} 个城市，${reports} 篇报告，${patents} 件专利`,
      ),
      { kind: "simulated", folder, ...made },
    );
    return;
  }
  const design = simulateDesigns.get(name);
  if (design === undefined) {
    const known = ["demo", ...simulateDesigns.keys()];
    throw studyError("unknown-design", {
      file: name,
      row: 1,
      name,
      nearest: nearest(name, known),
      known,
    });
  }
  const folder = out ?? join("simulated", name);
  makeFolder(folder);
  await design.write(design.schema.parse({}), {
    folder,
    seed: SEED,
    progress: context.progress,
    signal: context.io.signal,
  });
  context.print(context.t(`the files of ${name} are in ${folder}`, `${name} 的文件在 ${folder}`), {
    kind: "simulated",
    design: name,
    folder,
  });
}

/** The seed of all simulated studies. */
const SEED = 2026;

/** Every mistake is told, the first one as the error. */
async function check(context: Context, file: string): Promise<void> {
  const { study, errors, columns } = await checkStudyFile(file, (name) =>
    join("out", name, "simulated"),
  );
  const [first, ...rest] = errors;
  if (first !== undefined) {
    for (const error of rest) context.say(error.toText(context.lang));
    throw first;
  }
  const { name, sections, outcome } = study!;
  const note =
    columns === "checked"
      ? ""
      : context.t(
          "\nColumns were not checked: the simulated data are not written yet.",
          "\n未检查列名：模拟数据尚未生成。",
        );
  context.print(
    context.t(
      `${file}: ${sections.length} tables and figures, outcome ${outcome}${note}`,
      `${file}：${sections.length} 个表与图，被解释变量 ${outcome}${note}`,
    ),
    {
      kind: "study-check",
      study: name,
      columns,
      sections: sections.map((s) => s.make),
    },
  );
}
