/** Builds nodes without ever reading HTML. */

/**
 * An element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} properties attributes; functions become listeners of that name;
 *     `false` ones are left out; a part's name is its class too
 * @param {...(Node | string)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  if (properties.part) element.classList.add(properties.part);
  element.append(...children);
  return element;
}

const PATHS = {
  chat: 'M4 4h16v12H10l-6 5z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
  stop: 'M7.5 7.5h9v9h-9z',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M4 11v9h13l3-9h-7l1-5-3-2-4 7z',
  fresh: 'M12 5v14M5 12h14',
  doc: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A picture for a control that has a name of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  svg.firstChild.setAttribute('d', PATHS[name] ?? PATHS.up);
  return svg;
}

/** A button that shows an icon and says its name. */
export const iconButton = (name, label, click, more = {}) =>
  h('button', { type: 'button', 'aria-label': label, title: label, click, ...more }, icon(name));
