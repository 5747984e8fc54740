// Elements made of data. Words of an article come in through text nodes only, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (`onclick` …) and children; a string is a text node, null is nothing. */
function make(tag, given = {}, ...children) {
  return fill(document.createElement(tag), given, children);
}

/** The same in SVG. */
function draw(tag, given = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), given, children);
}

function fill(node, given, children) {
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.startsWith("aria-")) node.setAttribute(key, String(value));
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** How many code points a string has: offsets count them, JavaScript counts UTF-16 units. */
const countPoints = (string) => Array.from(string).length;

/** A text of at most so many code points. */
function shorten(text, length) {
  const points = Array.from(text.replaceAll(/\s+/g, " "));
  return points.length > length ? points.slice(0, length - 1).join("") + "…" : points.join("");
}

/** A button that says its key. */
function button(words, key, onclick, given = {}) {
  return make("button", { type: "button", onclick, ...given }, words, key ? " " : null, key ? make("kbd", {}, key) : null);
}
