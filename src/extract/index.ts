export { extractError } from "./errors.js";
export { type ExtractedText, extractText } from "./extract-text.js";
export { type HtmlDocument, type HtmlNodes, parseHtml } from "./html-document.js";
export { type HtmlText, type HtmlTextOptions, htmlText } from "./html-text.js";
export { parseXml, type XmlElement, xmlAll, xmlFirst } from "./parse-xml.js";
export { type PdfText, pdfText } from "./pdf-text.js";
