import { assertNever } from '../../shared/domain/assertNever';
import { type CertificateCheck, VerifierData } from '../../shared/domain/certificateCheck';
import type { CertificateFacts } from '../../shared/domain/signedFacts';
import { verify as en } from '../locales/en.json';
import { verify as ko } from '../locales/ko.json';
import { readCamera, readQr } from './qrReader';
import { Verifier } from './verifier';

/** The page that checks certificates anywhere: one file, nothing fetched, nothing sent. */

type Language = 'ko' | 'en';
type Note = 'noCode' | 'listTaken' | 'listOlder' | 'listRefused' | 'noCamera';

const data = VerifierData.parse(JSON.parse(document.querySelector('#verifier-data')?.textContent ?? ''));
const verifier = new Verifier(data);

let language: Language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
let result: CertificateCheck | undefined;
let note: Note | undefined;
/** How many pictures were given so far. */
let pictures = 0;
let stopCamera: (() => void) | undefined;

const video = make('video', { class: 'camera' });
video.muted = true;
video.playsInline = true;

/** An element with attributes and children; texts become text, never markup. */
function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const words = () => (language === 'ko' ? ko : en);
const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');

const day = (iso: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${iso}T00:00:00Z`),
  );
const moment = (iso: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));

const signs: Readonly<Record<CertificateCheck['kind'], string>> = {
  genuine: 'M20 50 L42 72 L80 28',
  revoked: 'M22 50 H78',
  altered: 'M26 26 L74 74 M74 26 L26 74',
  foreign: 'M50 22 V58 M50 76 V78',
  unknown: 'M34 36 Q34 22 50 22 Q66 22 66 36 Q66 46 50 54 V60 M50 76 V78',
};

function sign(kind: CertificateCheck['kind']): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', signs[kind]);
  svg.append(path);
  return svg;
}

function explain(check: CertificateCheck): string {
  const text = words();
  switch (check.kind) {
    case 'genuine':
      return text.genuineHint;
    case 'revoked': {
      const { date, replacedBy } = check.revoked;
      const since = fill(text.revokedHint, { date: day(date) });
      return replacedBy ? `${since} ${fill(text.replacedHint, { serial: replacedBy })}` : since;
    }
    case 'altered':
      return text.alteredHint;
    case 'foreign':
      return fill(text.foreignHint, { program: check.facts.program });
    case 'unknown':
      return text.unknownHint;
    default:
      return assertNever(check);
  }
}

function factsTable(facts: CertificateFacts, signed: boolean): HTMLElement {
  const text = words();
  const rows: readonly (readonly [string, string, string])[] = [
    ['name', text.name, facts.name],
    ['nameLatin', text.nameLatin, facts.nameLatin],
    ['serial', text.serial, `No. ${facts.serial}`],
    ['program', text.program, facts.program],
    ['result', text.result, text.completed],
    ['honours', text.honours, facts.honours],
    ['date', text.date, day(facts.date)],
    ['issuer', text.issuer, facts.issuer],
  ];
  const shown = rows.filter(([, , value]) => value !== '');
  return make(
    'table',
    { class: 'facts' },
    make('caption', {}, signed ? text.compare : text.claimed),
    make(
      'tbody',
      {},
      ...shown.map(([key, label, value]) =>
        make('tr', {}, make('th', { scope: 'row' }, label), make('td', { 'data-fact': key }, value)),
      ),
    ),
  );
}

function resultCard(): HTMLElement {
  const text = words();
  if (!result) return make('section', { class: 'card waiting' }, make('p', {}, text.waiting));
  const facts =
    'facts' in result
      ? [factsTable(result.facts, result.kind === 'genuine' || result.kind === 'revoked')]
      : [];
  return make(
    'section',
    { class: `card result ${result.kind}`, 'data-kind': result.kind, role: 'status' },
    make('h2', {}, sign(result.kind), text[result.kind]),
    make('p', {}, explain(result)),
    ...facts,
  );
}

function sourceCard(): HTMLElement {
  const text = words();
  const camera = make(
    'button',
    { type: 'button', class: 'primary' },
    stopCamera ? text.stopCamera : text.startCamera,
  );
  camera.addEventListener('click', () => void toggleCamera());
  const file = make('input', { type: 'file', accept: 'image/*', id: 'picture' });
  file.addEventListener('change', () => void takeFiles(file.files));
  const list = make('input', { type: 'file', accept: '.json', id: 'list' });
  list.addEventListener('change', () => void takeFiles(list.files));
  const code = make('textarea', { id: 'code', rows: '2', spellcheck: 'false' });
  code.addEventListener('input', () => {
    if (code.value.trim()) show(verifier.check(code.value.replace(/\s+/g, '').toUpperCase()), code);
  });
  return make(
    'section',
    { class: 'card sources' },
    make('div', { class: 'actions' }, camera, make('label', { class: 'button' }, text.picture, file)),
    ...(stopCamera ? [video] : [make('p', { class: 'hint' }, text.drop)]),
    ...(note ? [make('p', { class: 'note', role: 'alert' }, text[note])] : []),
    make(
      'details',
      {},
      make('summary', {}, text.more),
      make('label', { for: 'code' }, text.typed),
      code,
      make('label', { class: 'button' }, text.newerList, list),
    ),
  );
}

function draw(keep?: HTMLElement): void {
  if (keep) {
    // The field that is being typed into stays as it is; only the result changes.
    document.querySelector('.result, .waiting')?.replaceWith(resultCard());
    return;
  }
  const text = words();
  document.documentElement.lang = language;
  document.title = text.title;
  const other = make(
    'button',
    { type: 'button', class: 'quiet', lang: language === 'ko' ? 'en' : 'ko' },
    text.otherLanguage,
  );
  other.addEventListener('click', () => {
    language = language === 'ko' ? 'en' : 'ko';
    draw();
  });
  const program = language === 'ko' ? data.program : data.programEn || data.program;
  const listed = verifier.listDate
    ? fill(text.listDate, { date: moment(verifier.listDate), count: String(verifier.revokedCount) })
    : text.listDamaged;
  document.body.replaceChildren(
    make(
      'header',
      {},
      make('div', {}, make('p', { class: 'program' }, program), make('h1', {}, text.title)),
      other,
    ),
    make('main', {}, sourceCard(), resultCard()),
    make(
      'footer',
      {},
      make('p', { class: verifier.listDate ? '' : 'note' }, listed),
      make('p', {}, text.offline),
    ),
  );
}

function show(check: CertificateCheck, keep?: HTMLElement): void {
  result = check;
  note = undefined;
  draw(keep);
}

async function toggleCamera(): Promise<void> {
  if (stopCamera) {
    stopCamera();
    stopCamera = undefined;
    return draw();
  }
  try {
    stopCamera = await readCamera(video, (code) => {
      const check = verifier.check(code);
      if (check.kind === result?.kind && JSON.stringify(check) === JSON.stringify(result)) return;
      show(check);
    });
    note = undefined;
  } catch {
    note = 'noCamera';
  }
  draw();
}

async function takeFiles(files: FileList | null | undefined): Promise<void> {
  const [file] = files ?? [];
  if (!file) return;
  if (file.name.endsWith('.json')) {
    const taken = verifier.takeList(await file.text());
    note = taken === 'taken' ? 'listTaken' : taken === 'older' ? 'listOlder' : 'listRefused';
    result = undefined;
    return draw();
  }
  // What the one before was says nothing of this one; and of two, the later one counts.
  const mine = ++pictures;
  result = undefined;
  note = undefined;
  draw();
  const code = await readQr(file).catch(() => undefined);
  if (mine !== pictures) return;
  if (code !== undefined) return show(verifier.check(code));
  result = undefined;
  note = 'noCode';
  draw();
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  void takeFiles(event.dataTransfer?.files);
});
document.addEventListener('paste', (event) => void takeFiles(event.clipboardData?.files));
draw();
