import { defineErrors } from "../base/index.js";

/** Errors about regions.   中文: 行政区划错误 */
export const regionError = defineErrors("region", {
  "data-missing": (_f: { file: string }) => ({
    what: { en: "a file of the region dictionary is missing.", zh: "行政区划词典缺少文件。" },
    fix: { en: "Install the package again.", zh: "请重新安装本程序包。" },
  }),
  "bad-unit": (f: { file: string; row: number; code: string; level: string }) => ({
    what: {
      en: `a unit needs a six-digit code and a level, found "${f.code}" and "${f.level}".`,
      zh: `单位须有六位代码和级别，却是“${f.code}”和“${f.level}”。`,
    },
    fix: {
      en: "Levels are province, prefecture and county.",
      zh: "级别为 province、prefecture 或 county。",
    },
  }),
  unknown: (f: { name: string; nearest?: string | undefined }) => ({
    what: { en: `there is no region "${f.name}".`, zh: `没有名为“${f.name}”的行政区划。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : {
          en: "Give a full name (海拉尔区) or a six-digit code.",
          zh: "请写全称（如海拉尔区）或六位代码。",
        },
  }),
  ambiguous: (f: { name: string; candidates: readonly string[] }) => ({
    what: {
      en: `"${f.name}" may be ${f.candidates.slice(0, 6).join(", ")}.`,
      zh: `“${f.name}”可能是：${f.candidates.slice(0, 6).join("、")}。`,
    },
    fix: {
      en: "Put the province or city before it, or give the code.",
      zh: "请在前面写明省份或城市，或直接给出代码。",
    },
  }),
  provinces: (f: { file?: string; column: string; provinces: number; values: number }) => ({
    what: {
      en: `${f.provinces} of the ${f.values} values of "${f.column}" are provinces, not prefectures (吉林 and 海南 name both).`,
      zh: `“${f.column}”的 ${f.values} 个值中有 ${f.provinces} 个是省份而非地级市（吉林、海南二者皆是）。`,
    },
    fix: {
      en: 'Give --region-level province (level: "province" in the library), or name the column of cities.',
      zh: '请加 --region-level province（函数中为 level: "province"），或指定城市所在的列。',
    },
  }),
  "same-city-twice": (f: { file?: string; city: string; row: number }) => ({
    what: { en: `${f.city} stands twice.`, zh: `${f.city} 出现两次。` },
    fix: {
      en: "Keep one row for each city and year (xinzhi panel duplicates lists them).",
      zh: "每个城市每年只保留一行（可用 xinzhi panel duplicates 列出）。",
    },
  }),
  "bad-coordinate": (f: { file?: string; row: number; latitude: number; longitude: number }) => ({
    what: {
      en: `latitude ${f.latitude}, longitude ${f.longitude} is no place on Earth.`,
      zh: `纬度 ${f.latitude}、经度 ${f.longitude} 不存在。`,
    },
    fix: {
      en: "Give degrees; check that latitude and longitude are not swapped.",
      zh: "请以度为单位，并检查经纬度是否颠倒。",
    },
  }),
  "no-coordinate": (f: { file?: string; units: readonly string[] }) => ({
    what: {
      en: `${f.units.length} units have no coordinates: ${f.units.slice(0, 8).join(", ")}.`,
      zh: `${f.units.length} 个单位没有坐标：${f.units.slice(0, 8).join("、")}。`,
    },
    fix: { en: "Fill them in or leave the units out.", zh: "请补全坐标，或先剔除这些单位。" },
  }),
});
