// The review: article, queue, card and figure of one article, and what a reader decides by mouse or by keyboard.

const KEYS = [
  ["J K", "next, previous row of the queue"], ["A", "accept, and go on"], ["Shift A", "accept the rows of this kind that are hardly in doubt"],
  ["R", "reject"], ["1–9", "change a field; then type, arrows, Enter"], ["M X", "merge this actor or event with another that is the same; split: some of an actor's mentions are somebody else"],
  ["T", "go to the text: ← → move by words, Shift extends"], ["V S D N", "add what is selected: event, statement, date, name"], ["A V", "of a sentence without an act: nothing here; add the act that its words suggest"],
  ["P", "put this row on the selected words"], ["U", "bring back the row at hand that was rejected, or the last one"], ["W", "say why: a reason for the next decision"], ["Z Y", "undo, redo"],
  ["G", "timeline or graph"], ["L", "jump to the row in the article"], ["/", "find a row: words, Enter"], ["Esc", "close, leave"], ["?", "this help"],
];
const ADD = {
  events: { category: "", status: "OCCURRED", actor: "", recipient: "" },
  claims: { source: "" }, dates: { timex_value: "" }, mentions: { actor: "" },
};
const ADD_KEYS = { v: "events", s: "claims", d: "dates", n: "mentions" };
const PATIENCE = 20000;

class Review {
  constructor(model, root) {
    this.model = model;
    this.lists = model.get("lists");
    this.state = model.get("state");
    this.number = 0;
    this.waiting = new Map();
    this.picture = "timeline";
    this.only = model.get("layer") ?? "";
    this.words = "";
    this.article = new ArticlePane((table, id, event, order) => this.clickMark(table, id, event, order), () => this.drawCard());
    this.root = root;
    this.build();
    model.on("change:state", this.onState = () => this.receive());
    model.on("msg:custom", this.onReply = (message) => this.reply(message));
    window.addEventListener("focus", this.onFocus = () => this.send({ do: "refresh" }, true));
    this.current = this.visible()[0] ?? null;
    const name = localStorage.getItem("regtrace-who");
    if (!this.state.who && name) this.send({ do: "who", who: name }, true);
    this.draw();
    this.article.reveal();
  }

  close() {
    this.model.off("change:state", this.onState);
    this.model.off("msg:custom", this.onReply);
    window.removeEventListener("focus", this.onFocus);
  }

  build() {
    this.head = make("header", {});
    this.line = make("div", { class: "rv-line", role: "status", "aria-live": "polite" });
    this.queue = make("ol", { class: "rv-queue", "aria-label": "rows to read, those first that are most in doubt" });
    this.card = make("section", { class: "rv-card", "aria-label": "the row at hand" });
    this.filters = make("div", { class: "rv-filters" });
    this.figure = make("section", { class: "rv-figure" });
    this.help = make("dialog", { class: "rv-help", "aria-label": "keys" }, make("dl", {}, KEYS.map(([key, words]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)))), button("close", "Esc", () => this.help.close()));
    const side = make("div", { class: "rv-side" }, this.card, this.filters, this.queue);
    this.root.classList.add("regtrace-review");
    this.root.tabIndex = 0;
    this.root.dataset.lmSuppressShortcuts = "true";
    this.root.setAttribute("role", "application");
    this.root.setAttribute("aria-label", `review of ${this.state.title}`);
    this.root.replaceChildren(this.head, this.line, make("div", { class: "rv-panes" }, this.article.node, side), this.figure, this.help);
    this.root.addEventListener("keydown", (event) => this.key(event));
    hideStatic(this.root);
  }

  // Talking to the kernel

  send(message, quiet = false) {
    const id = ++this.number;
    this.waiting.set(id, { quiet, timer: setTimeout(() => this.lose(id), PATIENCE) });
    if (!quiet) this.tell("saving …");
    this.model.send({ ...message, id });
  }

  lose(id) {
    this.waiting.delete(id);
    this.tell("No answer from the kernel. Nothing that was saved is lost: restart it if need be, and run the cell again.", true);
  }

  reply(message) {
    const { timer, quiet } = this.waiting.get(message.id) ?? { quiet: true };
    clearTimeout(timer);
    this.waiting.delete(message.id);
    this.card.classList.remove("rv-saving");
    if (message.error) {
      this.tell(message.error, true);
      this.state = this.model.get("state");
      this.draw();
      if (message.error.startsWith("Who is reading")) this.head.querySelector("input")?.focus();
    } else if (message.rows && !quiet) {
      this.tell(`saved: ${message.rows} ${message.rows === 1 ? "row" : "rows"} in the corrections file`);
      this.finish?.();
    }
    this.finish = null;
    if (!quiet) this.root.dataset.replies = message.id;
  }

  receive() {
    this.state = this.model.get("state");
    this.root.dataset.who = this.state.who;
    if (this.current && !this.row() && !this.gone() && !this.missed() && !this.adding) this.current = this.visible()[0] ?? null;
    this.draw();
  }

  tell(words, wrong = false) {
    this.line.textContent = words;
    this.line.classList.toggle("rv-wrong", wrong);
  }

  /** Show at once what a decision makes of a row; the kernel's answer replaces it, an error takes it back. */
  foresee(table, id, change) {
    if (table === "sentences") {
      const { [id]: looked, ...missed } = this.state.missed;
      this.state = { ...this.state, missed };
      return;
    }
    const row = { ...this.state.rows[table][id], ...change };
    const queue = this.state.queue.filter(([own, key]) => own !== table || key !== id);
    this.state = { ...this.state, queue, rows: { ...this.state.rows, [table]: { ...this.state.rows[table], [id]: row } } };
  }

  // What is shown

  /** The row at hand if a reader has rejected it: table, id, words, start, end. */
  gone() {
    return this.current && !this.row() ? this.state.rejected.find(([table, id]) => table === this.current.table && id === this.current.id) : null;
  }

  /** The sentence at hand, if an act may have been missed in it. */
  missed() {
    return this.current?.table === "sentences" ? this.state.missed[this.current.id] : null;
  }

  row() {
    return this.current ? this.state.rows[this.current.table]?.[this.current.id] : null;
  }

  visible() {
    const words = this.words.toLowerCase();
    const missed = Object.entries(this.state.missed).map(([id, row]) => ["sentences", id, row.what]);
    return [...this.state.queue, ...missed].map(([table, id, what]) => ({ table, id, what })).filter(({ table, id }) => {
      const row = this.find(table, id);
      return (!this.only || table === this.only) && (!words || `${row.title} ${this.quote(row)}`.toLowerCase().includes(words));
    });
  }

  /** A row of the queue: of a table, or a sentence that is offered. */
  find(table, id) {
    return table === "sentences" ? this.state.missed[id] : this.state.rows[table][id];
  }

  name(table) {
    return this.lists.titles[table] ?? "No act?";
  }

  quote(row, length = 400) {
    if (row.start === null) return "";
    this.points = this.pointsOf === this.state.text ? this.points : Array.from(this.pointsOf = this.state.text);
    return shorten(this.points.slice(row.start, row.end).join(""), length);
  }

  draw() {
    this.article.show(this.state, this.current);
    this.drawHead();
    this.drawQueue();
    this.drawCard();
    this.drawFigure();
  }

  drawHead() {
    const { state } = this, read = state.total - state.queue.length;
    const typing = this.head.querySelector("input") === document.activeElement;
    if (typing) return;
    const who = make("input", { type: "text", "aria-label": "your name", placeholder: "your name", value: state.who || null,
      onkeydown: (event) => { if (event.key === "Enter") this.root.focus(); },
      onchange: (event) => { localStorage.setItem("regtrace-who", event.target.value); this.send({ do: "who", who: event.target.value }, true); this.root.focus(); } });
    const layers = make("span", { class: "rv-layers" }, LAYERS.map(([table, words]) => make("label", { class: `rv-${table}` },
      make("input", { type: "checkbox", checked: !this.article.hidden.has(table), onchange: (event) => {
        this.article.hidden[event.target.checked ? "delete" : "add"](table);
        this.article.show(this.state, this.current);
      } }), words)));
    this.head.replaceChildren(make("b", {}, shorten(state.title, 60)), make("progress", { max: state.total, value: read, "aria-label": "read" }),
      make("span", {}, `${read} of ${state.total} read`), layers, make("span", { class: "rv-grow" }), who,
      button("undo", "Z", () => this.send({ do: "undo" }), { disabled: !state.can[0], class: "rv-undo" }),
      button("redo", "Y", () => this.send({ do: "redo" }), { disabled: !state.can[1], class: "rv-redo" }),
      button("keys", "?", () => this.help.showModal()),
      ...state.errors.map((error) => make("p", { class: "rv-wrong" }, error)));
  }

  drawQueue() {
    const rows = this.visible(), { state } = this;
    const kind = this.only || this.current?.table, certain = state.certain[kind] ?? [];
    const find = this.filters.querySelector("input");
    if (!find || find !== document.activeElement) {
      const tables = Object.entries(this.lists.titles).map(([table, title]) => {
        const left = state.queue.filter(([own]) => own === table).length;
        return make("option", { value: table, selected: this.only === table }, `${title.toLowerCase()}s (${left})`);
      });
      this.filters.replaceChildren(make("select", { "aria-label": "which rows", onchange: (event) => { this.only = event.target.value; this.go(this.visible()[0]); } },
          make("option", { value: "" }, `all rows (${state.queue.length})`), tables,
          make("option", { value: "sentences", selected: this.only === "sentences" }, `sentences without an act (${Object.keys(state.missed).length})`)),
        make("input", { type: "search", placeholder: "find /", "aria-label": "find a row", value: this.words || null, oninput: (event) => { this.words = event.target.value; this.drawQueue(); } }),
        certain.length ? button(`accept the ${certain.length} ${this.lists.titles[kind].toLowerCase()}s hardly in doubt`, "⇧A", () => this.acceptAll(), { class: "rv-all" }) : "",
        make("small", {}, state.finding));
    }
    this.queue.replaceChildren(...rows.slice(0, 120).map(({ table, id, what }) => {
      const row = this.find(table, id), now = this.current?.table === table && this.current.id === id;
      return make("li", { class: now ? "rv-now" : null, "aria-current": now ? "true" : null, title: what, onclick: () => this.go({ table, id }) },
        make("span", { class: `rv-chip rv-${table}` }, this.name(table)), make("span", {}, shorten(row.title, 60)), make("small", {}, shorten(what, 60)));
    }));
    const now = this.queue.querySelector(".rv-now");
    if (now) this.queue.scrollTop = now.offsetTop - this.queue.offsetTop - 40;
  }

  drawCard() {
    if (this.menu && this.card.contains(this.menu.node)) return;
    const selected = this.article.selected, parts = [];
    if (this.adding) return this.drawAdding();
    if (selected)
      parts.push(make("div", { class: "rv-selection" }, make("q", {}, this.quote({ start: selected[0], end: selected[1] }, 80)),
        Object.entries(ADD_KEYS).map(([key, table]) => button(this.lists.titles[table].toLowerCase(), key.toUpperCase(), () => this.startAdding(table))),
        this.row() ? button("put this row here", "P", () => this.put()) : null));
    const row = this.row();
    if (row) parts.push(...this.describe(row));
    else if (this.missed()) parts.push(...this.describeMissed(this.missed()));
    else if (this.gone()) parts.push(...this.describeGone(this.gone()));
    else parts.push(make("p", { class: "rv-empty" }, this.state.queue.length ? "Choose a row, or a mark in the article." : "Every row has been read."));
    this.card.replaceChildren(...parts);
  }

  describe(row) {
    const { table, id } = this.current, what = this.state.queue.find(([own, key]) => own === table && key === id)?.[2];
    return [
      make("h3", {}, make("span", { class: `rv-chip rv-${table}` }, this.lists.titles[table]), shorten(row.title, 120)),
      row.start === null ? null : make("blockquote", {}, this.quote(row)),
      ...row.again.map(([start, end]) => make("blockquote", { title: "told again" }, this.quote({ start, end }))),
      make("p", { class: "rv-what" }, [what, SHOWN[row.review], row.by ? `(${row.by})` : ""].filter(Boolean).join(" · ")),
      listFields(table, row.cells, this.lists, (field) => this.open(field)),
      make("div", { class: "rv-actions" }, button("accept", "A", () => this.accept(), { class: "rv-accept" }),
        button("reject", "R", () => this.reject(), { class: "rv-reject" }),
        ["actors", "events"].includes(table) ? button("merge", "M", () => this.merge()) : null,
        ["actors", "mentions"].includes(table) ? button("split", "X", () => this.split()) : null, button("show", "L", () => this.article.reveal()),
        make("input", { class: "rv-why", type: "text", placeholder: "why (W)", "aria-label": "why", value: this.why || null,
                        oninput: (event) => { this.why = event.target.value; },
                        onkeydown: (event) => { if (event.key === "Enter") this.root.focus({ preventScroll: true }); } })),
    ].filter(Boolean);
  }

  describeMissed(row) {
    return [make("h3", {}, make("span", { class: "rv-chip rv-sentences" }, this.name("sentences")), "Is an act missing here?"),
      make("blockquote", {}, this.quote(row)), make("p", { class: "rv-what" }, `${row.what} · suggested: “${this.quote({ start: row.act.trigger_start, end: row.act.trigger_end })}”`),
      make("div", { class: "rv-actions" }, button("nothing here", "A", () => this.accept(), { class: "rv-accept" }),
        button("add the act", "V", () => this.addMissed()), button("show", "L", () => this.article.reveal()))];
  }

  describeGone([table, , words]) {
    return [make("h3", {}, make("span", { class: `rv-chip rv-${table}` }, this.lists.titles[table]), shorten(words, 120)),
      make("p", { class: "rv-what" }, "rejected or merged by a reader"),
      make("div", { class: "rv-actions" }, button("bring back", "U", () => this.restore(), { class: "rv-accept" }))];
  }

  drawFigure() {
    const choose = (table, id) => this.go({ table, id });
    const tab = (name) => make("button", { type: "button", "aria-pressed": this.picture === name, onclick: () => { this.picture = name; this.drawFigure(); } }, name);
    const picture = this.picture === "timeline" ? drawTimeline(this.state, this.current, choose) : drawGraph(this.state, choose);
    const top = this.figure.querySelector(".rv-picture")?.scrollTop ?? 0;
    this.figure.replaceChildren(make("nav", {}, tab("timeline"), tab("graph"), make("kbd", {}, "G"),
      make("small", {}, "orange and solid: pressure, refusal or conflict · blue and dashed: cooperation · hollow: not happened (yet) · ✓ read by somebody")),
      make("div", { class: "rv-picture" }, picture));
    this.figure.querySelector(".rv-picture").scrollTop = top;
  }

  // Going about

  go(target) {
    this.current = target ? { table: target.table, id: target.id } : null;
    if (!this.row() && !this.gone() && !this.missed()) this.current = null;
    this.menu = this.adding = null;
    this.draw();
    this.article.reveal();
    this.root.focus({ preventScroll: true });
  }

  /** Go to the first row found, with the whole queue behind it again. */
  findFirst() {
    const first = this.visible()[0];
    this.words = "";
    this.root.focus();
    if (first) this.go(first);
  }

  step(by) {
    const rows = this.visible(), at = rows.findIndex(({ table, id }) => table === this.current?.table && id === this.current.id);
    this.go(rows[Math.min(rows.length - 1, Math.max(0, at + by))]);
  }

  /** The row at hand is read, and the next of the queue becomes the one at hand, at once. */
  advance(change) {
    const { table, id } = this.current, rows = this.visible(), at = rows.findIndex((row) => table === row.table && id === row.id);
    const next = rows[at + 1] ?? rows[at - 1] ?? null;
    this.foresee(table, id, change);
    this.card.classList.add("rv-saving");
    this.go(at < 0 ? { table, id } : next);
  }

  /** Send a decision, with the reason that was given for it. */
  decide(command) {
    const reason = this.why?.trim();
    this.why = "";
    this.send(reason ? { ...command, reason } : command);
  }

  clickMark(table, id, event, order) {
    const actor = order.map((span) => span.row.actors?.[0]).find(Boolean), name = this.state.rows.actors[actor]?.cells.name;
    if (this.menu?.names && name) return this.menu.done(name, null, event);
    this.go({ table, id });
  }

  // Decisions

  accept() {
    const { table, id } = this.current ?? {};
    if (this.missed()) this.decide({ do: "nothing", table, row: id });
    if (!this.row()) return this.missed() && this.advance({});
    this.decide({ do: "accept", table, row: id });
    this.advance({ review: "accepted" });
  }

  acceptAll() {
    const table = this.only || this.current?.table, rows = this.state.certain[table] ?? [];
    if (rows.length) this.send({ do: "accept_all", table, rows });
    else this.tell("No unread row of this kind is hardly in doubt.", true);
  }

  reject() {
    const { table, id } = this.current ?? {};
    if (!this.row()) return;
    this.decide({ do: "reject", table, row: id });
    this.advance({ review: "rejected" });
  }

  open(field) {
    const { table, id } = this.current;
    const cells = this.row().cells, equal = table === "mentions" ? this.findEqual(id).filter((key) => this.state.rows.mentions[key].review === "unseen") : [];
    this.show(openField(table, field, cells, this.lists, this.state, (value, kind, event) => {
      this.foresee(table, id, { review: "edited", cells: { ...cells, [field]: value } });
      this.closeMenu();
      this.article.show(this.state, this.current);
      this.decide({ do: "edit", table, row: id, values: { [field]: value, ...(kind ? { kind } : {}) }, everywhere: Boolean(event?.ctrlKey) });
    }, equal.length ? `Ctrl: the same for ${equal.length} more unread “${this.quote(this.row(), 40)}”` : ""), ["actor", "recipient", "source"].includes(field));
  }

  show(menu, names = false) {
    menu.names = names;
    this.menu = menu;
    this.card.replaceChildren(menu.node, button("cancel", "Esc", () => this.closeMenu()));
    document.getSelection().removeAllRanges();
    menu.input.focus({ preventScroll: true });
    menu.input.select();
  }

  closeMenu() {
    this.menu = null;
    this.card.replaceChildren();
    this.drawCard();
    this.root.focus({ preventScroll: true });
  }

  merge() {
    const { table, id } = this.current ?? {}, label = { actors: "is the same as", events: "is the same act as" }[table];
    if (!label) return;
    this.show(new Menu(label, this.listOthers(table, id), (into) => {
      this.closeMenu();
      this.decide({ do: "merge", table, row: id, into });
    }));
  }

  /** What a row can be merged with; of an event first the acts of its category, with the words around them. */
  listOthers(table, id) {
    const rows = this.state.rows[table], others = Object.entries(rows).filter(([own]) => own !== id);
    if (table === "actors") return others.map(([own, row]) => [own, row.cells.name, ""]);
    const alike = ([, row]) => (row.cells.category === rows[id].cells.category ? 0 : 1);
    return others.sort((a, b) => alike(a) - alike(b)).map(([own, row]) => [own, row.title, this.quote({ start: Math.max(0, row.start - 60), end: row.end + 40 }, 120)]);
  }

  /** The other mentions with the words of one, and, of an actor, only its own. */
  findEqual(id, actor) {
    const { mentions } = this.state.rows, words = this.quote(mentions[id]).toLowerCase();
    return Object.keys(mentions).filter((key) => key !== id && (!actor || mentions[key].actors.includes(actor)) && this.quote(mentions[key]).toLowerCase() === words);
  }

  /** Some mentions of an actor are somebody else: those with the words of the mention at hand, or with words chosen. */
  split() {
    const { table, id } = this.current ?? {};
    if (table === "mentions" && this.row().actors[0]) return this.splitOff(this.row().actors[0], id);
    if (table !== "actors") return this.tell("Choose an actor, or a mention that is linked to one.", true);
    const first = new Map();
    for (const [key, row] of Object.entries(this.state.rows.mentions))
      if (row.actors.includes(id)) first.set(this.quote(row).toLowerCase(), first.get(this.quote(row).toLowerCase()) ?? key);
    const words = [...first.values()].map((key) => [key, this.quote(this.state.rows.mentions[key]), ""]);
    this.show(new Menu("which of its mentions is somebody else", words, (key) => this.splitOff(id, key)));
  }

  splitOff(actor, mention) {
    const name = this.quote(this.state.rows.mentions[mention], 80);
    this.show(new Menu("who is it: a name, and what kind", [], (given, kind) => {
      this.closeMenu();
      this.decide({ do: "split", table: "actors", row: actor, mentions: [mention, ...this.findEqual(mention, actor)], values: { name: given, kind } });
    }, { kinds: this.newKinds(), value: name }));
  }

  newKinds() {
    return this.lists.lists["actors.kind"].filter(([code]) => NEW_KINDS.includes(code));
  }

  put() {
    const [start, end] = this.article.selected ?? [], { table, id } = this.current ?? {};
    if (!this.row() || start === undefined) return;
    this.article.clearSelection();
    this.decide({ do: "span", table, row: id, start, end });
  }

  restore() {
    const last = this.gone() ?? this.state.rejected.at(-1);
    if (last) this.decide({ do: "restore", table: last[0], row: last[1] });
    else this.tell("Nothing was rejected.", true);
  }

  // Adding: one field after the other, those that must be told first

  startAdding(table) {
    if (!this.article.selected) return this.tell("Select the words in the article first.", true);
    this.adding = { table, place: this.article.selected, values: { ...ADD[table] } };
    this.askNext();
  }

  /** The act that the words of a sentence suggest, to be saved or changed; other words can be selected first. */
  addMissed() {
    const { act } = this.missed(), { trigger_start: start, trigger_end: end, category, actor, recipient } = act;
    this.adding = { table: "events", place: [start, end], values: { ...ADD.events, category, actor, recipient } };
    this.adding.asked = new Set(["actor", "recipient"]);
    this.askNext();
  }

  askNext() {
    const { table, values } = this.adding, asked = (this.adding.asked ??= new Set());
    const next = Object.keys(values).find((field) => !values[field] && !asked.has(field));
    if (next) this.ask(next);
    else if (Object.keys(ADD[table]).length > 1) this.drawAdding();
    else this.finishAdding();
  }

  ask(field) {
    const { table, values, asked } = this.adding;
    asked.add(field);
    const menu = openField(table, field, values, this.lists, this.state, (value, kind) => {
      values[field] = value;
      if (kind) values.kind = kind;
      this.menu = null;
      this.root.focus({ preventScroll: true });
      this.askNext();
    });
    this.show(menu, ["actor", "recipient", "source"].includes(field));
    menu.node.before(this.nameAdding());
  }

  nameAdding() {
    const [start, end] = this.adding.place;
    return make("h3", {}, `new ${this.lists.titles[this.adding.table].toLowerCase()} at `, make("q", {}, this.quote({ start, end }, 60)));
  }

  drawAdding() {
    if (this.menu) return;
    const { table, values } = this.adding, fields = Object.keys(ADD[table]);
    const lists = { ...this.lists, fields: { [table]: this.lists.fields[table].filter(([field]) => fields.includes(field)) } };
    this.card.replaceChildren(this.nameAdding(), listFields(table, values, lists, (field) => this.ask(field)),
      make("div", { class: "rv-actions" }, button("add", "⏎", () => this.finishAdding(), { class: "rv-accept" }), button("cancel", "Esc", () => this.cancel())));
  }

  finishAdding() {
    const { table, place: [start, end], values } = this.adding;
    this.finish = () => { this.adding = null; this.article.clearSelection(); this.draw(); };
    this.decide({ do: "add", table, start, end, values });
  }

  cancel() {
    if (this.menu) {
      this.menu = null;
      if (!this.adding) return this.closeMenu();
    }
    if (this.adding) this.adding = null;
    else if (this.article.selected) this.article.clearSelection();
    else this.root.blur();
    this.card.replaceChildren();
    this.drawCard();
  }

  // Keys

  key(event) {
    event.stopPropagation();
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") {
      if (this.help.open) this.help.close();
      else if (typing && !this.menu) this.root.focus();
      else this.cancel();
    } else if (event.key === "Enter" && event.target.type === "search") this.findFirst();
    else if (typing || this.help.open) return;
    else if (this.adding && event.key === "Enter") this.finishAdding();
    else if (event.key.startsWith("Arrow") && this.moves(event)) this.article.move(event.key === "ArrowRight" ? 1 : -1, event.shiftKey, this.row()?.start);
    else if (!this.press(event)) return;
    event.preventDefault();
  }

  moves(event) {
    const inText = document.activeElement === this.article.node || this.article.selected;
    return inText && ["ArrowLeft", "ArrowRight"].includes(event.key);
  }

  press(event) {
    const name = event.key.toLowerCase();
    if (event.metaKey || event.altKey || (event.ctrlKey && !"zy".includes(name))) return false;
    const action = /^[1-9]$/.test(name) ? () => this.openNumber(Number(name)) : this.actions()[event.shiftKey && /^[az]$/.test(name) ? `shift ${name}` : name];
    if (!action || (event.target.tagName === "BUTTON" && ["enter", " "].includes(name))) return false;
    action();
    return true;
  }

  actions() {
    return {
      j: () => this.step(1), arrowdown: () => this.step(1), k: () => this.step(-1), arrowup: () => this.step(-1),
      a: () => this.accept(), "shift a": () => this.acceptAll(),
      r: () => this.reject(), m: () => this.merge(), x: () => this.split(), w: () => this.card.querySelector(".rv-why")?.focus(), p: () => this.put(), u: () => this.restore(), l: () => this.article.reveal(),
      z: () => this.send({ do: "undo" }), "shift z": () => this.send({ do: "redo" }), y: () => this.send({ do: "redo" }),
      t: () => { this.article.node.focus({ preventScroll: true }); this.article.move(0, false, this.row()?.start); },
      g: () => { this.picture = this.picture === "timeline" ? "graph" : "timeline"; this.drawFigure(); },
      "/": () => this.filters.querySelector("input")?.focus(), "?": () => this.help.showModal(),
      ...Object.fromEntries(Object.entries(ADD_KEYS).map(([key, table]) => [key, () => this.startAdding(table)])),
      ...(this.missed() && !this.article.selected ? { v: () => this.addMissed() } : {}),
    };
  }

  openNumber(number) {
    if (this.adding) {
      const field = Object.keys(ADD[this.adding.table])[number - 1];
      if (field) this.ask(field);
    } else if (this.row()) {
      const field = this.lists.fields[this.current.table][number - 1]?.[0];
      if (field) this.open(field);
    }
  }
}

/** A static view that was stored beside the widget says the same: it is hidden where the widget lives. */
function hideStatic(root) {
  for (const node of root.closest(".jp-OutputArea, .output")?.querySelectorAll(".regtrace-static") ?? []) node.hidden = true;
}

export default {
  render({ model, el }) {
    const root = make("div", {});
    el.append(root);
    const review = new Review(model, root);
    return () => review.close();
  },
};
