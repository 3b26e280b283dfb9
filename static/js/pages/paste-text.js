/*
  Text from Word, mail or a web page becomes Markdown when it is pasted: lists, tables, links, bold and italic stay. Plain text is
  left to the browser, and so is pasting without formatting (Ctrl+Shift+V). What turns HTML into Markdown is loaded when needed.
*/

import { insert } from "../insert.js";

const TELLING = "h1,h2,h3,h4,h5,h6,ul,ol,table,strong,b,em,i,a[href],blockquote,[class*=MsoList],[data-style*=font-weight],[data-style*=font-style]";
const STYLE = /(<[a-z][^<>]*?\s)style\s*=/gi;
const USELESS = "style,script,meta,link,title,xml,img,svg,object,iframe,o\\:p,w\\:sdtpr";

for (const tools of document.querySelectorAll("[data-tools]")) {
  const field = document.getElementById(tools.querySelector("markdown-toolbar").getAttribute("for"));
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html || event.defaultPrevented) return;
    // A document of its own: nothing in it is loaded, run or shown. Our own rules for pages count there too, and would complain
    // of each style.
    const pasted = new DOMParser().parseFromString(html.replace(STYLE, "$1data-style="), "text/html");
    if (!pasted.body.querySelector(TELLING)) return;
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain");
    const { selectionStart: from, selectionEnd: to, value } = field;
    // Who typed on while it was being turned gets it where they are by now.
    const put = (text) => (field.value === value ? insert(field, text, from, to) : insert(field, text));
    asMarkdown(pasted, tools.dataset.turndown).then(
      (text) => put(text || plain),
      () => put(plain),
    );
  });
}

async function asMarkdown(pasted, address) {
  const { default: Turndown } = await import(address);
  tidy(pasted);
  const turned = new Turndown({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "_" });
  // The headings of a page are those of its sections, so what comes along stands below them.
  turned.addRule("headings", {
    filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
    replacement: (content) => (content.trim() ? `\n\n### ${content.trim()}\n\n` : ""),
  });
  turned.addRule("tables", { filter: "table", replacement: (_content, table) => asTable(table, turned) });
  turned.addRule("links", {
    filter: (node) => node.nodeName === "A",
    replacement: (content, node) => {
      const href = node.getAttribute("href") ?? "";
      return /^(https?:|mailto:)/i.test(href) && content.trim() ? `[${content}](${href.replace(/[()\s]/g, encodeURIComponent)})` : content;
    },
  });
  return turned.turndown(pasted.body).replaceAll("\u00a0", " ").replace(/^(\s*(?:-|\d+\.)) {2,}/gm, "$1 ").trim();
}

/* Take out what Word and mail programs say to themselves, and make lists and weights of what only looks like them. */
function tidy(pasted) {
  for (const each of pasted.querySelectorAll(USELESS)) each.remove();
  const comments = pasted.createTreeWalker(pasted.body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const each of found) each.remove();
  for (const each of pasted.querySelectorAll("[class*=MsoList]")) listed(pasted, each);
  for (const each of pasted.querySelectorAll("b, strong")) {
    if (/font-weight:\s*(normal|[1-4]00)/.test(each.dataset.style ?? "")) each.replaceWith(...each.childNodes);
  }
  for (const each of pasted.querySelectorAll("span[data-style]")) {
    const style = each.dataset.style;
    if (/font-weight:\s*(bold|[6-9]00)/.test(style)) wrap(pasted, each, "strong");
    if (/font-style:\s*italic/.test(style)) wrap(pasted, each, "em");
  }
}

function wrap(pasted, element, tag) {
  if (!element.textContent.trim() || element.closest(tag)) return;
  const around = pasted.createElement(tag);
  around.append(...element.childNodes);
  element.append(around);
}

/* A paragraph that Word shows as an item of a list, with its sign as text. */
function listed(pasted, paragraph) {
  const sign = paragraph.querySelector('[data-style*="mso-list:Ignore"], [data-style*="mso-list: Ignore"]');
  const isNumbered = /^\s*(\d+|[a-z])[.)]/i.test(sign?.textContent ?? paragraph.textContent);
  sign?.remove();
  const tag = isNumbered ? "OL" : "UL";
  const before = paragraph.previousElementSibling;
  const list = before?.tagName === tag && before.dataset.word ? before : pasted.createElement(tag);
  list.dataset.word = "1";
  const item = pasted.createElement("li");
  item.append(...paragraph.childNodes);
  if (list === before) paragraph.remove();
  else paragraph.replaceWith(list);
  list.append(item);
}

function asTable(table, turned) {
  const rows = [...table.rows].map((row) =>
    [...row.cells].map((cell) => turned.turndown(cell.innerHTML || " ").replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2) return `\n\n${rows.flat().join("\n\n")}\n\n`;
  const line = (cells) => `| ${Array.from({ length: width }, (_, place) => cells[place] ?? "").join(" | ")} |`;
  const [head, ...rest] = rows;
  return `\n\n${[line(head), `|${" --- |".repeat(width)}`, ...rest.map(line)].join("\n")}\n\n`;
}
