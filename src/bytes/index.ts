export { type Charset, charsetOf, declaredCharset } from "./charset.js";
export { type ContentKind, contentKind, kindName } from "./content-kind.js";
export {
  type Decoded,
  type DecodeOptions,
  decode,
  decodeWhole,
  findUndecodable,
  textCharset,
  type UndecodablePlace,
} from "./decode.js";
export { decodeUtf8 } from "./decode-utf8.js";
export { detectCharset } from "./detect-charset.js";
export { bytesError } from "./errors.js";
export { isOle, type OleFile, readOle } from "./ole.js";
export { type Utf8Bytes, utf8Bytes } from "./utf8-bytes.js";
export { checkZip, isZip, readPart, type ZipPart, zipParts } from "./zip.js";
