/** The looks of the HTML report, for screen and paper.   中文: 报告样式 */
export const PAGE_CSS = `body{margin:0;background:#fff;color:#111;font:16px/1.75 "Times New Roman",SimSun,"Songti SC","Noto Serif CJK SC",serif}
main{max-width:62em;margin:0 auto;padding:1em 1.2em 6em}
h1,h2,h3{line-height:1.3;font-weight:bold}
h1{font-size:1.7em;text-align:center}h2{font-size:1.3em;margin-top:2em}h3{font-size:1.05em}
.xz-banner{border:2px solid #000;padding:.3em .8em;text-align:center;font-weight:bold}
.xz-contents{border:1px solid #ccc;padding:.5em 1em;font-size:.92em}.xz-contents ul{columns:2;margin:.4em 0;padding-left:1.2em}.xz-contents li.sub{margin-left:1.2em;list-style-type:circle}
.xz-starts{font-size:.92em}
figure{margin:1.6em 0;text-align:center}figure svg{max-width:100%;height:auto}
.xz-equation{display:flex;align-items:center;margin:.6em 0}.xz-equation math{flex:1;font-size:1.08em}.xz-work{padding-left:2em;text-indent:-2em;margin:.3em 0}
figure .xz-notes{text-align:left;max-width:600px}
figcaption{font-weight:bold}.xz-fit .xz-data{margin:.1em 0}.xz-data a{margin-right:.5em}.xz-data{font-weight:normal;font-size:.8em;margin-left:.6em}
.xz-hover circle{cursor:help}.xz-hover circle:hover{fill-opacity:.18}
.xz-warnings{border-left:4px solid #D55E00;padding:.2em 1em;margin:1em 0;font-size:.92em}
.xz-referee li b{display:inline-block;min-width:4.5em}
.xz-referee li.fail b,.xz-referee li.warn b{color:#B34700}
.xz-node{display:none;border:2px solid #0072B2;background:#f2f8fc;padding:.2em 1em;margin:.6em 0;overflow-x:auto}
.xz-node:target{display:block}
.xz-node h3{margin:.3em 0}.xz-node small{font-weight:normal;border:1px solid #888;border-radius:.3em;padding:0 .4em}
.xz-node output{font-weight:normal;font-family:monospace;margin-left:.5em}
.xz-node p{margin:.2em 0}.xz-node ul{margin:.1em 0}.xz-many{columns:15em}
.xz-from{border-collapse:collapse;margin:.3em 0;font-size:.9em}.xz-from caption{text-align:left;font-weight:bold}
.xz-from th,.xz-from td{border-top:1px solid #bbb;padding:.1em .7em;text-align:left;font-weight:normal;vertical-align:top}
.xz-table a:target{background:#fde9a9;outline:2px solid #D55E00}
a:focus-visible,summary:focus-visible{outline:3px solid #0072B2;outline-offset:1px}
a{color:#00548a}code{font-size:.9em;color:#444}
@media (max-width:40em){.xz-contents ul{columns:1}figure{overflow-x:auto}figure svg{max-width:none}h1{font-size:1.3em}}
@page{size:A4;margin:2.2cm 2cm;@bottom-center{content:counter(page);font:10pt "Times New Roman",serif}}
@media print{nav,.xz-data,.xz-lineage{display:none}.xz-scroll{overflow:visible}section,figure{break-inside:avoid}.xz-methods,.xz-referee{break-inside:auto}figure{margin:.7em 0}figure svg{max-height:8.8cm}h2,h3{break-after:avoid}}`;
