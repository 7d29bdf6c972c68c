declare module "svg-to-pdfkit" {
  interface SvgToPdfOptions {
    readonly assumePt?: boolean;
    readonly width?: number;
    readonly height?: number;
    readonly fontCallback?: (family: string, bold: boolean, italic: boolean) => string;
    readonly warningCallback?: (message: string) => void;
  }
  const svgToPdf: (
    document: object,
    svg: string,
    x: number,
    y: number,
    options?: SvgToPdfOptions,
  ) => void;
  export = svgToPdf;
}
