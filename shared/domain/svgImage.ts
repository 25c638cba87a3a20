/**
 * What of a stranger's SVG may be embedded in a certificate: shapes, gradients and references inside of the file. Read token
 * by token and written anew from what is on the list, so that what is not known does not get through.
 */

const elements = new Set(
  `svg g defs symbol use path rect circle ellipse line polyline polygon clipPath mask linearGradient radialGradient stop
   pattern`.split(/\s+/),
);

const attributes = new Set(
  `id x y x1 y1 x2 y2 cx cy r rx ry fx fy width height d points transform viewBox preserveAspectRatio version xmlns
   fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
   stroke-dasharray stroke-dashoffset opacity color clip-path clip-rule mask offset stop-color stop-opacity
   gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits
   maskContentUnits href xlink:href xmlns:xlink vector-effect display visibility paint-order`.split(/\s+/),
);

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly head: string; readonly closed: boolean }
  | { readonly kind: 'close'; readonly name: string };

const tokenPattern =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?[^>]*>|<\/([A-Za-z][\w:.-]*)\s*>|<([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/g;

/** The tokens of well-formed markup without comments, instructions, document types; undefined where it is not well-formed. */
function tokens(svg: string): readonly Token[] | undefined {
  const found: Token[] = [];
  const open: string[] = [];
  let at = 0;
  for (const match of svg.matchAll(tokenPattern)) {
    if (match.index !== at) return undefined;
    at += match[0].length;
    const [text, closing, opening, head = '', slash] = match;
    if (closing) {
      if (open.pop() !== closing) return undefined;
      found.push({ kind: 'close', name: closing });
    } else if (opening) {
      if (!slash) open.push(opening);
      found.push({ kind: 'open', name: opening, head, closed: slash === '/' });
    } else if (!text.startsWith('<')) found.push({ kind: 'text', text });
  }
  return at === svg.length && open.length === 0 ? found : undefined;
}

function safeValue(name: string, value: string): boolean {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(value)) return false; // a spelled-out character could hide a scheme
  if (name === 'xmlns') return value === 'http://www.w3.org/2000/svg';
  if (name === 'xmlns:xlink') return value === 'http://www.w3.org/1999/xlink';
  if (name.endsWith('href')) return /^#[\w.-]+$/.test(value);
  if (/url\s*\(/i.test(value)) return /^\s*url\(\s*["']?#[\w.-]+["']?\s*\)\s*$/.test(value);
  return !/[\\]|script:|data:|https?:|@import|expression\(/i.test(value);
}

/** A `style` attribute is taken apart into the attributes of the same names: the pages' policy forbids styles in a drawing. */
function styleParts(value: string): readonly (readonly [string, string])[] {
  return value.split(';').flatMap((part) => {
    const [, name, inner] = /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/.exec(part) ?? [];
    return name && inner ? [[name, inner.replaceAll('"', '')] as const] : [];
  });
}

export interface CleanSvg {
  readonly svg: string;
  /** The names of elements and attributes that were left out, each once. */
  readonly dropped: readonly string[];
}

/** The SVG with only what may be embedded; undefined where it is no well-formed SVG. */
export function sanitizeSvg(source: string): CleanSvg | undefined {
  const all = tokens(source.replace(/^\uFEFF/, '').trim());
  const root = all?.find(({ kind }) => kind === 'open');
  if (!all || root?.kind !== 'open' || root.name !== 'svg') return undefined;
  const dropped = new Set<string>();
  let out = '';
  let skipping = 0;
  for (const token of all) {
    switch (token.kind) {
      case 'text':
        if (skipping === 0 && token.text.trim() !== '') dropped.add('text');
        break;
      case 'close':
        if (skipping > 0) skipping--;
        else out += `</${token.name}>`;
        break;
      case 'open':
        if (skipping > 0 || !elements.has(token.name)) {
          if (skipping === 0) dropped.add(token.name);
          if (!token.closed) skipping++;
          break;
        }
        out += `<${token.name}${cleanHead(token.head, token === root, dropped)}${token.closed ? '/' : ''}>`;
        break;
    }
  }
  return { svg: out, dropped: [...dropped] };
}

function cleanHead(head: string, root: boolean, dropped: Set<string>): string {
  const kept = new Map<string, string>();
  const keep = (name: string, value: string) => {
    if (attributes.has(name) && safeValue(name, value)) kept.set(name, value);
    else dropped.add(name);
  };
  for (const [, name = '', double, single] of head.matchAll(
    /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    const value = (double ?? single ?? '').replaceAll('"', '&quot;');
    if (name === 'style') for (const [part, inner] of styleParts(value)) keep(part, inner);
    else keep(name, value);
  }
  if (root) kept.set('xmlns', 'http://www.w3.org/2000/svg');
  return [...kept].map(([name, value]) => ` ${name}="${value}"`).join('');
}

/** Why an SVG may not be embedded as it is; undefined where it may: cleaning it changes nothing. */
export function svgProblem(svg: string): 'malformed' | 'unclean' | undefined {
  const clean = sanitizeSvg(svg);
  if (!clean) return 'malformed';
  return clean.svg === svg ? undefined : 'unclean';
}
