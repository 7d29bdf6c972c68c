import type { Command } from "commander";
import { deriveColumn, evaluateWhere } from "../../../regress/index.js";
import {
  appendTables,
  numberColumn,
  Panel,
  readTable,
  renameColumns,
  type Table,
} from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { addOutput, deliver } from "./panel-output.js";

/** rename, gen, keep, append: columns and rows by the expressions of studies. */
export function columnCommands(context: Context): Command[] {
  return [
    renameCommand(context),
    genCommand(context),
    keepCommand(context),
    appendCommand(context),
  ];
}

/** `NAME=REST` at its first single equals sign (not that of `==`, `<=`, `!=`). */
export function splitAtEquals(text: string, option: string, expected: string): [string, string] {
  const at = /(?<![=<>!])=(?!=)/.exec(text)?.index ?? -1;
  const name = text.slice(0, at).trim();
  const rest = text.slice(at + 1).trim();
  if (at <= 0 || name === "" || rest === "") {
    throw cliError("bad-option", { option, value: text, expected });
  }
  return [name, rest];
}

function renameCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "rename",
    summary: { en: "give columns new names", zh: "重命名列" },
    examples: ["xinzhi panel rename corpus/panel.csv city_code=region_code -o renamed.csv"],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument("<pairs...>", t("OLD=NEW", "旧名=新名"));
  return addOutput(command, context).action(
    async (file: string, pairs: string[], o: { output?: string }) => {
      const source = await readTable(file);
      const renames = pairs.map((p) => {
        const [from, to] = splitAtEquals(p, "rename", "OLD=NEW");
        if (!source.has(from) && source.has(to)) {
          const expected = `OLD=NEW, here ${to}=${from}`;
          throw cliError("bad-option", { option: "rename", value: p, expected });
        }
        return [from, to] as const;
      });
      const table = renameColumns(source, renames);
      const summary = renames.map(([from, to]) => `${from} → ${to}`).join(", ");
      await deliver(
        context,
        "rename",
        { table, summary, report: { renamed: renames }, warnings: [], input: file },
        o.output,
      );
    },
  );
}

interface GenFlags {
  readonly unit?: string;
  readonly time?: string;
  readonly output?: string;
}

function genCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "gen",
    summary: { en: "new columns from expressions", zh: "按表达式生成新列" },
    examples: [
      'xinzhi panel gen corpus/panel.csv "ln_gdp=ln(gdp)" "gdp_mean=mean(gdp, city, year < 2015)" --unit city --time year -o more.csv',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<expressions...>",
      t("NAME=EXPRESSION, as in studies", "列名=表达式，写法同研究文件"),
    )
    .option(
      "--unit <column>",
      t("column of units, for l(), f(), d()", "单位列（l()、f()、d() 需要）"),
    )
    .option(
      "--time <column>",
      t("column of times, for l(), first()", "时间列（l()、first() 需要）"),
    );
  return addOutput(command, context).action(
    async (file: string, expressions: string[], o: GenFlags) => {
      const source = await readTable(file);
      let table: Table =
        o.unit === undefined || o.time === undefined
          ? source
          : new Panel(source, { unit: o.unit, time: o.time });
      const made: { name: string; missing: number }[] = [];
      for (const text of expressions) {
        const [name, formula] = splitAtEquals(text, "gen", "NAME=EXPRESSION");
        const values = deriveColumn(table, formula);
        const missing = values.reduce((n, v) => n + (Number.isNaN(v) ? 1 : 0), 0);
        table = table.withColumns([numberColumn(name, values, { source: formula })]);
        made.push({ name, missing });
      }
      const summary = made
        .map((m) =>
          t(
            `${m.name}: ${table.nrow - m.missing} values, ${m.missing} missing`,
            `${m.name}：${table.nrow - m.missing} 个值，缺失 ${m.missing}`,
          ),
        )
        .join("\n");
      await deliver(
        context,
        "gen",
        { table, summary, report: { made }, warnings: [], input: file },
        o.output,
      );
    },
  );
}

function keepCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "keep",
    summary: { en: "rows that meet a condition", zh: "保留满足条件的行" },
    examples: ['xinzhi panel keep corpus/panel.csv "year >= 2012" -o later.csv'],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument("<condition>", t("condition, as in --where", "条件，写法同 --where"));
  return addOutput(command, context).action(
    async (file: string, condition: string, o: { output?: string }) => {
      const source = await readTable(file);
      const table = source.filter(evaluateWhere(source, condition));
      const dropped = source.nrow - table.nrow;
      if (table.nrow === 0) {
        throw cliError("bad-option", {
          option: "keep",
          value: condition,
          expected: `a condition that some of the ${source.nrow} rows meet`,
        });
      }
      const summary = t(
        `${table.nrow} of ${source.nrow} rows kept, ${dropped} dropped`,
        `${source.nrow} 行中保留 ${table.nrow} 行，去掉 ${dropped} 行`,
      );
      await deliver(
        context,
        "keep",
        { table, summary, report: { condition, dropped }, warnings: [], input: file },
        o.output,
      );
    },
  );
}

function appendCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "append",
    summary: { en: "rows of files under each other", zh: "纵向追加多个文件" },
    examples: [
      "xinzhi panel append dictionaries/policies/scitech-finance.csv dictionaries/policies/free-trade-zones.csv -o both.csv",
    ],
  }).argument("<files...>", t("data files, the first first", "数据文件（按先后顺序）"));
  return addOutput(command, context).action(async (files: string[], o: { output?: string }) => {
    const tables: Table[] = [];
    for (const file of files) tables.push(await readTable(file));
    const { table, warnings } = appendTables(tables);
    const rows = tables.map((part, i) => ({ file: files[i]!, rows: part.nrow }));
    const read = tables.flatMap((part) => part.origin?.notices ?? []);
    const summary = rows.map((r) => `${r.file}: ${r.rows}`).join("\n");
    await deliver(
      context,
      "append",
      {
        table,
        summary,
        report: { files: rows },
        warnings: [...read, ...warnings],
        input: files.join(", "),
      },
      o.output,
    );
  });
}
