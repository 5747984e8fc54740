// The review page without a kernel: ready rows for what is selected, one click copies a line, words filter the rows.

const CONTEXT = 32;
const READY = {
  event: ["events", "category: accuses; status: happened; actor: NAME; recipient: NAME"],
  statement: ["claims", "source: NAME"],
  date: ["dates", "timex_value: 2018-01-16"],
  name: ["mentions", "actor: NAME"],
};
const article = document.querySelector(".text > div");
const bar = document.querySelector("#ready");

/** The characters of the article in a stretch of the page: without the small letters that tell the kind of a mark. */
function read(range) {
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((badge) => badge.remove());
  return Array.from(part.textContent);
}

/** What is selected in the article, with what stands around it; null without a selection there. */
function findSelection() {
  const selection = document.getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  if (!range || range.collapsed || !article.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange(), behind = document.createRange();
  before.setStart(article, 0);
  before.setEnd(range.startContainer, range.startOffset);
  behind.setStart(range.endContainer, range.endOffset);
  behind.setEnd(article, article.childNodes.length);
  const [prefix, quote, suffix] = [before, range, behind].map(read);
  while (quote.length && /\s/u.test(quote[0])) prefix.push(quote.shift());
  while (quote.length && /\s/u.test(quote.at(-1))) suffix.unshift(quote.pop());
  if (!quote.length) return null;
  return { start: prefix.length, end: prefix.length + quote.length, quote: quote.join(""),
           prefix: prefix.slice(-CONTEXT).join(""), suffix: suffix.slice(0, CONTEXT).join("") };
}

/** A cell of CSV; what a spreadsheet would take for a formula has an apostrophe before it. */
function writeCell(value) {
  const cell = /^'*[=+\-@\t\r]./s.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function writeLine(table, values, found) {
  const cells = { ...found, table, new: values, action: "add", reason: "not found by the machine" };
  return bar.dataset.columns.split(",").map((column) => writeCell(cells[column] ?? "")).join(",");
}

/** Copy words, also where the page was opened as a file, and say so beside what was clicked. */
async function copy(words, node) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  document.querySelectorAll(".copied").forEach((other) => other.classList.remove("copied"));
  node.classList.add("copied");
}

let selected = null;
document.addEventListener("selectionchange", () => {
  const found = findSelection();
  if (found) selected = found;
  bar.hidden = !selected;
  bar.querySelector("q").textContent = selected ? selected.quote : "";
});
bar.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
  const line = writeLine(...READY[button.dataset.what], selected);
  bar.querySelector("output").textContent = line;
  copy(line, button);
}));
document.querySelectorAll("code").forEach((code) => code.addEventListener("click", () => copy(code.textContent, code)));
document.querySelector("#find").addEventListener("input", (event) => {
  const words = event.target.value.trim().toLowerCase();
  for (const row of document.querySelectorAll(".rows tr[id]")) row.hidden = !row.textContent.toLowerCase().includes(words);
});
