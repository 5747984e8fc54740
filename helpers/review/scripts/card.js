// The card of the row at hand: what it is, its fields, and the menu in which one field is given another value.

const SHOWN = { unseen: "not read yet", accepted: "read: right", edited: "read: changed", added: "added by a reader" };
const NEW_KINDS = ["Company", "Person", "PublicBody", "Organization", "Group", "Territory"];

/** A menu of choices with a filter: type, arrows, Enter; Shift-Enter adds a name to those that are there. */
class Menu {
  constructor(label, choices, done, given = {}) {
    Object.assign(this, { choices, done, given, at: 0 });
    this.input = make("input", { type: "text", "aria-label": label, placeholder: given.hint ?? "type to find", value: given.value ?? null,
                                 oninput: () => this.filter(), onkeydown: (event) => this.key(event) });
    this.list = make("ul", { role: "listbox", "aria-label": label });
    this.node = make("div", { class: "rv-menu" }, make("b", {}, label), this.input, given.note ? make("small", {}, given.note) : null, this.list);
    this.filter();
  }

  filter() {
    const words = this.input.value.trim().toLowerCase();
    const rank = ([, name]) => (name.toLowerCase().startsWith(words) ? 0 : 1);
    this.shown = this.choices.filter(([code, name]) => `${name} ${code}`.toLowerCase().includes(words)).sort((a, b) => (words ? rank(a) - rank(b) : 0));
    if (this.given.free) this.shown = words ? [[this.input.value.trim(), this.input.value.trim(), this.given.free]] : [["", "not told", ""]];
    if (this.given.kinds && words && !this.shown.some(([, name]) => name.toLowerCase() === words))
      for (const [code, name] of this.given.kinds) this.shown.push([this.input.value.trim(), `new ${name}: ${this.input.value.trim()}`, "", code]);
    this.at = 0;
    this.draw();
  }

  draw() {
    this.list.replaceChildren(...this.shown.slice(0, 60).map(([code, name, help], n) =>
      make("li", { role: "option", "aria-selected": n === this.at, onmousedown: (event) => event.preventDefault(),
                   onclick: (event) => this.pick(n, event) }, make("span", {}, name), help ? make("small", {}, help) : null)));
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = Math.min(this.shown.length - 1, Math.max(0, this.at + step));
    else if (event.key === "Enter") this.pick(this.at, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (step) this.draw();
  }

  pick(n, event) {
    if (this.shown[n]) this.done(this.shown[n][0], this.shown[n][3], event);
  }
}

/** The fields of a row as lines of a list: key, label, value in plain words; `open(field)` changes one. */
function listFields(table, cells, lists, open, marked = {}) {
  return make("dl", { class: "rv-fields" }, lists.fields[table].map(([field, label, sort], n) => {
    const code = cells[field] ?? "", known = (lists.lists[`${table}.${field}`] ?? []).find(([own]) => own === code);
    const value = known ? known[1] : code === "author" ? "the author" : code;
    return make("div", { onclick: () => open(field), title: known ? known[2] : null, class: marked[field] ? "rv-wanted" : null, "data-field": field },
      make("dt", {}, n < 9 ? make("kbd", {}, String(n + 1)) : null, label), make("dd", {}, value || "–"));
  }));
}

/** The menu of one field. */
function openField(table, field, cells, lists, state, done, more = "") {
  const [, label, sort] = lists.fields[table].find(([name]) => name === field);
  if (sort === "list") return new Menu(label, withNone(table, field, lists), done);
  if (sort === "text" || sort === "day")
    return new Menu(label, [], done, { free: sort === "day" ? "a day: 2018-01-16" : "take these words", hint: sort === "day" ? "YYYY-MM-DD" : "", value: cells[field] });
  const names = Object.values(state.rows.actors).map((row) => [row.cells.name, row.cells.name, ""]);
  if (field === "source") names.unshift(["author", "the author", "told by the writer"]);
  else names.push(["", "nobody", ""]);
  const several = sort === "names";
  return new Menu(label, names, (name, kind, event) => {
    const before = several && event?.shiftKey ? cells[field].split("; ").filter(Boolean) : [];
    done([...before, name].join("; "), kind, event);
  }, { kinds: lists.lists["actors.kind"].filter(([code]) => NEW_KINDS.includes(code)), hint: "type a name, or click one in the article",
       note: [several ? "Shift adds to those that are there" : "", more].filter(Boolean).join(" · ") });
}

function withNone(table, field, lists) {
  const choices = lists.lists[`${table}.${field}`];
  return ["mode", "instrument", "stage", "role"].includes(field) ? [...choices, ["", "none", ""]] : choices;
}
