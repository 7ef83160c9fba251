/** Builds nodes without ever reading HTML. */

/**
 * An element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} properties attributes; functions become listeners of that name;
 *     `false` and missing ones are left out
 * @param {...(Node | string)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

const PATHS = {
  chat: 'M12 3.5c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-1 0-2-.1-2.9-.4L4 21l1.3-4A7.3 7.3 0 0 1 3 11.2c0-4.3 4-7.7 9-7.7z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
  stop: 'M7.5 7.5h9v9h-9z',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M7.5 11v9H4v-9zM7.5 11l4-7.5c1.5 0 2.5 1 2.5 2.5l-.7 3.5H19a1.5 1.5 0 0 1 1.5 1.8l-1.3 7A2 2 0 0 1 17.2 20H7.5',
  down: 'M16.5 13V4H20v9zM16.5 13l-4 7.5c-1.5 0-2.5-1-2.5-2.5l.7-3.5H5a1.5 1.5 0 0 1-1.5-1.8l1.3-7A2 2 0 0 1 6.8 4h9.7',
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
  svg.firstChild.setAttribute('d', PATHS[name]);
  return svg;
}

/** A button that shows an icon and says its name. */
export const iconButton = (name, label, click, more = {}) =>
  h('button', { type: 'button', 'aria-label': label, title: label, click, ...more }, icon(name));
