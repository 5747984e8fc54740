// The article with its marks, and a selection in it by mouse or by keyboard, in code points.

const LAYERS = [["mentions", "actors"], ["dates", "dates"], ["claims", "statements"], ["events", "events"]];

class ArticlePane {
  /** `choose(table, id, event)` is called for a click on a mark, `select(start, end)` for a selection. */
  constructor(choose, select) {
    this.choose = choose;
    this.select = select;
    this.hidden = new Set();
    this.node = make("div", {
      class: "rv-article", tabindex: 0, role: "document", "aria-label": "the article",
      onmouseup: () => this.readSelection(), onclick: (event) => this.click(event),
    });
  }

  show(state, current) {
    const points = this.points = this.text === state.text ? this.points : Array.from(state.text);
    this.text = state.text;
    this.spans = [];
    for (const [table] of LAYERS) {
      if (this.hidden.has(table)) continue;
      for (const [id, row] of Object.entries(state.rows[table]))
        for (const [start, end] of [[row.start, row.end], ...row.again])
          if (start !== null) this.spans.push({ table, id, row, start, end });
    }
    for (const [table, id, , start, end] of state.rejected)
      if (start !== null && !this.hidden.has(table)) this.spans.push({ table, id, row: { review: "rejected" }, start, end });
    const now = (current?.table === "sentences" ? state.missed : state.rows[current?.table])?.[current?.id];
    this.now = now && now.start !== null ? [now.start, now.end] : null;
    const top = this.node.scrollTop;
    this.node.replaceChildren(...this.cut(points));
    this.node.scrollTop = top;
    this.paint();
  }

  /** The pieces of the text between two edges of marks. */
  cut(points) {
    const edges = new Set([0, points.length, ...(this.now ?? [])]);
    for (const span of this.spans) edges.add(span.start).add(span.end);
    const sorted = [...edges].filter((edge) => edge <= points.length).sort((a, b) => a - b);
    const starts = [...this.spans].sort((a, b) => a.start - b.start);
    const pieces = [];
    let open = [], next = 0;
    for (let n = 0; n + 1 < sorted.length; n++) {
      const [from, to] = [sorted[n], sorted[n + 1]];
      while (next < starts.length && starts[next].start <= from) open.push(starts[next++]);
      open = open.filter((span) => span.end > from);
      pieces.push(this.mark(points.slice(from, to).join(""), from, open));
    }
    return pieces;
  }

  mark(words, from, open) {
    const classes = ["rv-piece", ...open.map((span) => `rv-${span.table}`)];
    if (open.some((span) => span.row.review === "rejected")) classes.push("rv-rejected");
    if (open.length && open.every((span) => span.row.review !== "unseen")) classes.push("rv-read");
    if (this.now && from >= this.now[0] && from < this.now[1]) classes.push("rv-now");
    const kind = open.find((span) => span.table === "mentions");
    const title = open.map((span) => span.row.title).filter(Boolean).join("\n");
    const node = make("span", { class: [...new Set(classes)].join(" "), "data-start": from, title: title || null,
                                "data-linked": kind ? String(Boolean(kind.row.actors?.length)) : null }, words);
    node.spans = open;
    return node;
  }

  /** A click chooses the shortest mark; another click at the same place the next longer one. */
  click(event) {
    if (!document.getSelection().isCollapsed) return;
    const piece = event.target.closest(".rv-piece");
    if (!piece?.spans.length) return;
    const order = [...piece.spans].sort((a, b) => a.end - a.start - (b.end - b.start));
    const from = piece.dataset.start;
    this.turn = this.last === from ? (this.turn + 1) % order.length : 0;
    this.last = from;
    this.choose(order[this.turn].table, order[this.turn].id, event, order);
  }

  /** The place of a point of the document, in code points; null outside of the text. */
  place(node, offset) {
    if (node === this.node) {
      const child = this.node.childNodes[offset];
      return child ? Number(child.dataset.start) : this.points.length;
    }
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".rv-piece");
    if (!piece || !this.node.contains(piece)) return null;
    const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset ? node.textContent : "";
    return Number(piece.dataset.start) + countPoints(before);
  }

  readSelection() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    let start = this.place(range.startContainer, range.startOffset);
    let end = this.place(range.endContainer, range.endOffset);
    if (start === null || end === null) return;
    while (start < end && /\s/u.test(this.points[start])) start++;
    while (end > start && /\s/u.test(this.points[end - 1])) end--;
    if (start < end) this.setSelection(start, end);
  }

  setSelection(start, end) {
    this.selected = [start, end];
    this.select(start, end);
    this.paint();
  }

  clearSelection() {
    this.selected = null;
    this.anchor = null;
    document.getSelection().removeAllRanges();
    this.paint();
  }

  /** Show a selection made by keyboard, too: the browser's own selection laid over its words. */
  paint() {
    // A browser moves the focus to what is selected: whoever types in a menu is left there.
    if (!this.selected || document.activeElement?.tagName === "INPUT") return;
    const [start, end] = this.selected.map((place) => this.find(place));
    if (start && end) document.getSelection().setBaseAndExtent(...start, ...end);
  }

  /** [text node, UTF-16 offset] of a place. */
  find(place) {
    let best = null;
    for (const piece of this.node.children) {
      if (Number(piece.dataset.start) > place) break;
      best = piece;
    }
    if (!best?.firstChild) return null;
    const inside = Array.from(best.textContent).slice(0, place - Number(best.dataset.start)).join("").length;
    return [best.firstChild, inside];
  }

  /** Edges of words: a run of letters, digits and marks, or one other character. */
  words() {
    if (this.counted !== this.text) {
      this.edges = [];
      let at = 0, unit = 0;
      for (const found of this.text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.&-][\p{L}\p{M}\p{N}]+)*|[^\s]/gu)) {
        const start = at + countPoints(this.text.slice(unit, found.index));
        const end = start + countPoints(found[0]);
        this.edges.push([start, end]);
        at = end;
        unit = found.index + found[0].length;
      }
      this.counted = this.text;
    }
    return this.edges;
  }

  /** Move the selection by words; with `extend` its end, else both. */
  move(step, extend, begin) {
    const words = this.words();
    if (!words.length) return;
    const nearest = (place) => Math.max(0, words.findLastIndex(([start]) => start <= place));
    if (!this.selected) {
      this.anchor = this.head = nearest(begin ?? 0);
    } else {
      this.head = Math.min(words.length - 1, Math.max(0, (this.head ?? nearest(this.selected[0])) + step));
      if (!extend) this.anchor = this.head;
      this.anchor ??= this.head;
    }
    const [low, high] = [Math.min(this.anchor, this.head), Math.max(this.anchor, this.head)];
    this.setSelection(words[low][0], words[high][1]);
    this.find(this.selected[0])?.[0].parentElement.scrollIntoView({ block: "nearest" });
  }

  reveal() {
    const now = this.node.querySelector(".rv-now");
    if (now) this.node.scrollTop = now.offsetTop - this.node.offsetTop - this.node.clientHeight / 3;
  }
}
