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
  send: 'M12 20V5M5 12l7-7 7 7',
  stop: 'M7 7h10v10H7z',
  again: 'M20 12a8 8 0 1 1-2.3-5.7M20 3v4h-4',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  done: 'M5 13l4 4L19 7',
  up: 'M4 11v9h13l3-9h-7l1-5-3-2-4 7z',
  fresh: 'M12 5v14M5 12h14',
  doc: 'M6 4h8l4 4v12H6zM14 4v4h4',
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

/** Shows the parts, and hides the element without any; gives their text when it is another one. */
export function tell(element, parts) {
  const text = parts.map((part) => part.textContent ?? part).join('');
  if (element.textContent === text) return '';
  element.hidden = !text;
  element.replaceChildren(...parts);
  return text;
}
