/** Reads a drawing that the main process made. It is never put into the page as a string of HTML. */
export function svgElement(svg: string): Element {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (root.nodeName !== 'svg') throw new Error('not a drawing');
  return document.importNode(root, true);
}
