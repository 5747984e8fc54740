// Timeline and graph of the rows as they stand, small and at once. A mark that a reader has read is ringed.

const SIGNS = { "+": "rv-plus", "-": "rv-minus", "": "rv-none" };
const LANES = ["Legislature", "Government and regulators", "Courts", "Companies", "Others", "By whom is not told or was not found"];
const DAY = 86400000;

function drawTimeline(state, current, choose) {
  const marks = state.timeline, labelWidth = 430, width = 1040, row = 19, right = width - 14;
  if (!marks.length) return make("p", { class: "rv-empty" }, "No event stands in the tables.");
  const days = marks.flatMap((mark) => [mark.from, mark.to]).concat(state.published).filter(Boolean).map((day) => Date.parse(day));
  const sorted = [...days].sort((a, b) => a - b), published = Date.parse(state.published);
  const near = sorted.filter((day) => Math.abs(day - published) < 800 * DAY);
  const low = near[0] - 20 * DAY, high = near.at(-1) + 30 * DAY;
  const x = (day) => labelWidth + 12 + Math.min(1, Math.max(0, (day - low) / (high - low))) * (right - labelWidth - 24);
  const parts = [];
  let y = 20;
  for (const lane of LANES) {
    const own = marks.filter((mark) => mark.lane === lane);
    if (!own.length) continue;
    parts.push(draw("text", { x: 4, y: y + 13, class: "rv-lane" }, lane));
    y += row;
    own.sort((a, b) => (a.from || a.to).localeCompare(b.from || b.to));
    for (const mark of own) {
      parts.push(drawEvent(mark, x, y, row, right, current, choose));
      y += row;
    }
  }
  const line = x(published);
  const axis = [
    draw("line", { x1: line, x2: line, y1: 16, y2: y, class: "rv-published" }),
    draw("text", { x: Math.min(line, right - 46), y: 12, "text-anchor": "middle", class: "rv-small" }, `published ${state.published}`),
  ];
  const words = `${marks.length} events; ${marks.filter((mark) => mark.happened).length} happened or are under way`;
  return draw("svg", { viewBox: `0 0 ${width} ${y + 8}`, role: "img", "aria-label": `Timeline: ${words}` }, axis, parts);
}

function drawEvent(mark, x, y, row, right, current, choose) {
  const mid = y + row / 2, from = mark.from && x(Date.parse(mark.from)), to = mark.to && x(Date.parse(mark.to) + DAY);
  const left = from || Math.max((to || right) - 60, x(-Infinity)), end = to || Math.min(left + 60, right);
  const now = current?.table === "events" && current.id === mark.id;
  const classes = [SIGNS[mark.sign], mark.happened ? "" : "rv-hollow", from && to ? "" : "rv-open"].join(" ");
  const shape = mark.from && mark.from === mark.to
    ? draw("circle", { cx: (left + end) / 2, cy: mid, r: 5, class: classes })
    : draw("rect", { x: left, y: mid - 4, width: Math.max(6, end - left), height: 8, rx: 2, class: classes });
  return draw("g", { class: `rv-mark${now ? " rv-now" : ""}${mark.read ? " rv-read" : ""}`, onclick: () => choose("events", mark.id) },
    draw("rect", { x: 0, y, width: right + 14, height: row, class: "rv-row" }),
    draw("text", { x: 12, y: mid + 4, class: "rv-label" }, (mark.read ? "✓ " : "") + shorten(mark.label, 66)),
    shape,
    draw("title", {}, `${mark.label} – ${mark.status}${mark.from || mark.to ? `, ${mark.from || "…"} to ${mark.to || "…"}` : ""}`));
}

function drawGraph(state, choose) {
  const names = [...new Set(state.graph.flatMap((arrow) => [arrow.from, arrow.to]))];
  if (!names.length) return make("p", { class: "rv-empty" }, "No act of one actor towards another stands in the tables.");
  const width = 900, height = Math.max(240, names.length * 34), cx = width / 2, cy = height / 2;
  const spot = (name) => {
    const angle = (2 * Math.PI * names.indexOf(name)) / names.length - Math.PI / 2;
    return [cx + Math.cos(angle) * width * 0.3, cy + Math.sin(angle) * (height / 2 - 26)];
  };
  const seen = {};
  const arrows = state.graph.map((arrow) => {
    const [[x1, y1], [x2, y2]] = [spot(arrow.from), spot(arrow.to)];
    const pair = [arrow.from, arrow.to].sort().join("\n"), bend = 26 + 22 * (seen[pair] = (seen[pair] ?? -1) + 1);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [mx, my] = [(x1 + x2) / 2 - ((y2 - y1) / length) * bend, (y1 + y2) / 2 + ((x2 - x1) / length) * bend];
    const [tx, ty] = [x2 + (mx - x2) * (30 / (length / 2 + 1)), y2 + (my - y2) * (30 / (length / 2 + 1))];
    const turn = (Math.atan2(ty - my, tx - mx) * 180) / Math.PI;
    return draw("g", { class: `rv-arrow ${SIGNS[arrow.sign]}`, onclick: () => choose("events", arrow.ids[0]) },
      draw("path", { d: `M${x1},${y1}Q${mx},${my} ${tx},${ty}`, "stroke-dasharray": arrow.sign === "+" ? "5 3" : null }),
      draw("path", { d: "M-9,-4L0,0L-9,4Z", class: "rv-head", transform: `translate(${tx},${ty})rotate(${turn})` }),
      draw("text", { x: (x1 + 2 * mx + tx) / 4, y: (y1 + 2 * my + ty) / 4 - 3, "text-anchor": "middle", class: "rv-small" },
        `${arrow.sign === "+" ? "+" : "−"}${arrow.ids.length > 1 ? arrow.ids.length : ""}`),
      draw("title", {}, `${arrow.from} → ${arrow.to}: ${arrow.label}`));
  });
  const nodes = names.map((name) => {
    const [nx, ny] = spot(name), words = shorten(name, 30), half = words.length * 3.4 + 8;
    return draw("g", {}, draw("rect", { x: nx - half, y: ny - 11, width: 2 * half, height: 22, rx: 5, class: "rv-node" }),
      draw("text", { x: nx, y: ny + 4, "text-anchor": "middle" }, words));
  });
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Graph: ${names.length} actors` }, arrows, nodes);
}
