/**
 * A small, safe part of Markdown: paragraphs, headings, lists, quotes, code, emphasis, links,
 * citations. `parse` is pure and gives a tree of plain arrays; `MarkdownView` builds nodes from it.
 * Nothing is ever read as HTML, and images of the text are never loaded.
 */
import { h } from './dom.js';
import { plain } from './sources.js';

const FENCE = /^ {0,3}(```+)/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,3}[.)])(?: +|$)/;
const HEADING = /^ {0,3}#{1,6} +(.*?)[ #]*$/;
const MAX_DEPTH = 5;

/**
 * The blocks of a text.
 *
 * @param {string} text
 * @param {boolean} open whether more text is to come: what is not closed yet is then closed, and a
 *     link or a mark that is not whole yet is held back
 * @returns {{from: number, node: any[]}[]} where each block begins in the text, and its node: an
 *     array of a tag, attributes and children, or a string
 */
export function parse(text, open = false) {
  return blocks((open ? whole(text) : text).split('\n'), open, 0);
}

/** The text without an end that may yet become a link, a citation or a list's mark. */
const whole = (text) =>
  text
    .replace(/!?\[[^\][\n]{0,200}(\](\([^()\s]{0,2000})?)?$/, (end) => (/^\[\d[\d ,;]*\]$/.test(end) ? end : ''))
    .replace(/(^|\n) *([-*+#>`~_]+|\d{1,3}[.)]?) *$/, '$1');

function blocks(lines, open, depth) {
  const found = [];
  let from = 0;
  for (let i = 0; i < lines.length; ) {
    const begin = i;
    const start = from;
    let node = null;
    if (lines[i].trim() === '') i++;
    else [node, i] = block(lines, i, open, depth);
    for (let k = begin; k < i; k++) from += lines[k].length + 1;
    if (node) found.push({ from: start, node });
  }
  return found;
}

function block(lines, i, open, depth) {
  const line = lines[i];
  const fence = FENCE.exec(line);
  if (fence) return code(lines, i, fence[1]);
  const heading = HEADING.exec(line);
  if (heading) return [['p', { class: 'h' }, ['strong', {}, ...inline(heading[1], false)]], i + 1];
  if (depth < MAX_DEPTH && QUOTE.test(line)) return quote(lines, i, open, depth);
  if (depth < MAX_DEPTH && ITEM.test(line)) return list(lines, i, open, depth);
  return paragraph(lines, i, open);
}

const children = (lines, open, depth) => blocks(lines, open, depth).map(({ node }) => node);

function code(lines, i, fence) {
  let end = i + 1;
  while (end < lines.length && !lines[end].trim().startsWith(fence)) end++;
  return [['pre', { tabindex: '0' }, ['code', {}, lines.slice(i + 1, end).join('\n')]], Math.min(end + 1, lines.length)];
}

function quote(lines, i, open, depth) {
  let end = i;
  while (end < lines.length && QUOTE.test(lines[end])) end++;
  const inner = lines.slice(i, end).map((line) => line.replace(QUOTE, ''));
  return [['blockquote', {}, ...children(inner, open && end === lines.length, depth + 1)], end];
}

function list(lines, i, open, depth) {
  const [, indent, mark] = ITEM.exec(lines[i]);
  const ordered = /\d/.test(mark);
  const items = [];
  while (i < lines.length) {
    const item = ITEM.exec(lines[i]);
    if (!item || item[1].length > indent.length + 1 || /\d/.test(item[2]) !== ordered) break;
    const end = itemEnd(lines, i + 1, indent.length);
    const inner = [lines[i].slice(item[0].length), ...lines.slice(i + 1, end).map(outdent(item))];
    items.push(['li', {}, ...tight(children(inner, open && end === lines.length, depth + 1))]);
    i = end;
  }
  const start = ordered && parseInt(mark, 10) !== 1 ? { start: String(parseInt(mark, 10)) } : {};
  return [[ordered ? 'ol' : 'ul', start, ...items], i];
}

/** Where an item ends: at the next one, or at text that is not indented after an empty line. */
function itemEnd(lines, i, indent) {
  let blank = false;
  for (; i < lines.length; i++) {
    const line = lines[i];
    const inside = /^ */.exec(line)[0].length > indent + 1;
    if (line.trim() === '') blank = true;
    else if (!inside && (blank || ITEM.test(line) || FENCE.test(line) || HEADING.test(line))) break;
    else blank = false;
  }
  return i;
}

const outdent = (item) => (line) => line.replace(new RegExp(`^ {0,${item[0].length}}`), '');

/** A first paragraph needs no element of its own in an item. */
const tight = ([first, ...rest]) =>
  first?.[0] === 'p' && !first[1].class ? [...first.slice(2), ...rest] : first ? [first, ...rest] : [];

function paragraph(lines, i, open) {
  let end = i + 1;
  const begins = (line) =>
    line.trim() === '' || FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || ITEM.test(line);
  while (end < lines.length && !begins(lines[end])) end++;
  const text = lines.slice(i, end).map((line) => line.trim()).join('\n');
  return [['p', {}, ...inline(text, open && end === lines.length)], end];
}

const SPECIAL = /\\[!-/:-@[-`{-~]|`+|\*\*|\*|__|_|!?\[|(?<!\]\()https?:\/\/|\n/g;
const LINK = /!?\[([^\][]{0,500})\]\(((?:[^\s()<>]|\([^\s()<>]*\)){1,2000})(?: [^)\n]{0,200})?\)/y;
const CITATION = /\[(\d{1,3}(?: ?[,;] ?\d{1,3}){0,20})\]/y;
const ADDRESS = /https?:\/\/[^\s<>"'`]{1,2000}/y;

/** The nodes of a text within a block. */
function inline(text, open, depth = 0) {
  const nodes = [];
  /** Marks that are known not to be closed in this text: looked for once only. */
  const unclosed = new Set();
  const special = new RegExp(SPECIAL);
  let done = 0;
  for (let found; (found = special.exec(text)); ) {
    const [length, node] = span(text, found, open, depth, unclosed);
    if (!length) continue;
    if (found.index > done) nodes.push(text.slice(done, found.index));
    nodes.push(...node);
    done = special.lastIndex = found.index + length;
  }
  if (done < text.length) nodes.push(text.slice(done));
  return nodes;
}

/** The length of what begins here, 0 for plain text, and its nodes. */
function span(text, found, open, depth, unclosed) {
  const mark = found[0];
  const at = found.index;
  if (mark === '\n') return [1, [['br', {}]]];
  if (mark[0] === '\\') return [2, [mark[1]]];
  if (mark[0] === '`') {
    return between(text, at, mark, open, unclosed, (inner) => [['code', {}, inner.trim() || inner]]);
  }
  if (mark[0] === 'h') return address(text, at);
  if (mark.endsWith('[')) return link(text, at, depth);
  return emphasis(text, at, mark, open, depth, unclosed);
}

function between(text, at, mark, open, unclosed, build) {
  const begin = at + mark.length;
  let end = unclosed.has(mark) ? -1 : text.indexOf(mark, begin);
  if (end < 0) {
    unclosed.add(mark);
    if (!open || begin === text.length) return [0];
    end = text.length;
  }
  return [Math.min(end + mark.length, text.length) - at, build(text.slice(begin, end))];
}

function emphasis(text, at, mark, open, depth, unclosed) {
  const begin = at + mark.length;
  const inWord = mark[0] === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  if (depth >= MAX_DEPTH || inWord || /\s|^$/.test(text[begin] ?? '')) return [0];
  const tag = mark.length > 1 ? 'strong' : 'em';
  return between(text, at, mark, open && mark === '**', unclosed, (inner) =>
    inner ? [[tag, {}, ...inline(inner, open, depth + 1)]] : [mark + mark]);
}

function link(text, at, depth) {
  CITATION.lastIndex = LINK.lastIndex = at;
  const linked = LINK.exec(text);
  if (linked) {
    const label = inline(linked[1], false, MAX_DEPTH);
    return [linked[0].length, linked[0][0] === '!' || depth > MAX_DEPTH ? label : [['a', { href: linked[2] }, ...label]]];
  }
  const cited = CITATION.exec(text);
  if (!cited) return [0];
  return [cited[0].length, cited[1].split(/\D+/).map((n) => ['cite', { n: Number(n) }])];
}

function address(text, at) {
  ADDRESS.lastIndex = at;
  const href = ADDRESS.exec(text)?.[0].replace(/[.,;:!?)\]*_]+$/, '');
  return href ? [href.length, [['a', { href }, href]]] : [0];
}

/** Shows a growing text in an element; what is finished is not built again. */
export class MarkdownView {
  #parent;
  #options;
  /** Up to here the text's blocks are final, as are as many children of the parent. */
  #final = '';
  #finalNodes = 0;

  /**
   * @param {Element} parent which this view fills
   * @param {{link: (href: string) => string, cite: (n: number) => Node | null}} options `link`
   *     gives the address to lead to, or nothing for none
   */
  constructor(parent, options) {
    this.#parent = parent;
    this.#options = options;
  }

  /** Shows the text. */
  show(text, open) {
    if (!text.startsWith(this.#final)) {
      this.#final = '';
      this.#finalNodes = 0;
    }
    const base = this.#final.length;
    const found = parse(text.slice(base), open);
    const kept = this.#finalNodes;
    replaceFrom(this.#parent, kept, found.map(({ node }) => this.#build(node)));
    if (found.length > 1) {
      this.#final = text.slice(0, base + found.at(-1).from);
      this.#finalNodes = kept + found.length - 1;
    }
  }

  /** The tags are those that `parse` gives; none comes from the text. */
  #build(node) {
    if (typeof node === 'string') return plain(node);
    const [tag, attributes, ...inner] = node;
    if (tag === 'cite') return this.#options.cite(attributes.n) ?? `[${attributes.n}]`;
    const children = inner.map((child) => this.#build(child));
    if (tag !== 'a') return h(tag, attributes, ...children);
    const href = this.#options.link(attributes.href);
    return href ? h('a', { href }, ...children) : h('span', {}, ...children);
  }
}

/** Makes the children from an index on those nodes, and leaves alone what is the same already. */
function replaceFrom(parent, index, nodes) {
  nodes.forEach((node, k) => {
    const old = parent.childNodes[index + k];
    if (!old) parent.append(node);
    else if (!old.isEqualNode(node)) grow(old, node);
  });
  while (parent.childNodes.length > index + nodes.length) parent.lastChild.remove();
}

function grow(old, node) {
  if (old.nodeType === 3 && node.nodeType === 3) old.data = node.data;
  else if (old.cloneNode().isEqualNode(node.cloneNode())) replaceFrom(old, 0, [...node.childNodes]);
  else old.replaceWith(node);
}
