import {
  CertificateTemplate,
  type TemplateKind,
  templateKinds,
} from '../../shared/domain/certificateTemplate';
import { Refusal } from '../../shared/domain/refusal';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { all, get, type ReadDb, run, type WriteDb } from './db';

/** A template at one of its versions. */
export interface TemplateVersion {
  readonly id: string;
  readonly version: number;
  readonly body: CertificateTemplate;
  /** A certificate was issued by this version: it is frozen, and an edit makes the next. */
  readonly used: boolean;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly used: number;
}

// A body is checked whenever it is read, and the same text gives the same object: what is drawn of it is kept by object.
const parsed = new Map<string, CertificateTemplate>();

function parseBody(body: string): CertificateTemplate {
  let template = parsed.get(body);
  if (!template) {
    template = CertificateTemplate.parse(JSON.parse(body));
    if (parsed.size >= 50) parsed.clear();
    parsed.set(body, template);
  }
  return template;
}

const written = new WeakMap<CertificateTemplate, string>();

/** The one text that a template has: its parts in the schema's order. */
function bodyText(body: CertificateTemplate): string {
  let text = written.get(body);
  if (text === undefined) {
    text = JSON.stringify(CertificateTemplate.parse(body));
    written.set(body, text);
  }
  return text;
}

function versionOf(row: Row): TemplateVersion {
  return { id: row.id, version: row.version, body: parseBody(row.body), used: row.used === 1 };
}

// Templates of before there was a designer were words alone (no format); what was issued by them needs none.
const newest = `SELECT id, version, body, used_at IS NOT NULL AS used FROM certificate_template t
  WHERE body ->> 'format' = 2 AND version = (SELECT max(version) FROM certificate_template n WHERE n.id = t.id)`;

function shipped(db: ReadDb, kind: TemplateKind): TemplateVersion {
  const before = get<{ version: number | null }>(
    db,
    'SELECT max(version) AS version FROM certificate_template WHERE id = ?',
    kind,
  );
  return { id: kind, version: (before?.version ?? 0) + 1, body: shippedTemplates[kind], used: false };
}

/** Every template at its newest version, the shipped ones also where the program has not stored them yet; not those put away. */
export function listTemplates(db: ReadDb): readonly TemplateVersion[] {
  const stored = all<Row>(
    db,
    `${newest} AND NOT EXISTS (SELECT 1 FROM template_retired r WHERE r.template_id = t.id) ORDER BY id`,
  ).map(versionOf);
  const known = new Set(all<{ id: string }>(db, newest).map(({ id }) => id));
  const rest = templateKinds.filter((kind) => !known.has(kind)).map((kind) => shipped(db, kind));
  return [...rest, ...stored];
}

/** A template at its newest version, also one that was put away. */
export function getTemplate(db: ReadDb, id: string): TemplateVersion {
  const row = get<Row>(db, `${newest} AND id = ?`, id);
  if (row) return versionOf(row);
  const kind = templateKinds.find((one) => one === id);
  if (!kind) throw new Refusal('template.unknown');
  return shipped(db, kind);
}

/** The template by which the certificates of a kind are made, at its newest version. */
export function currentTemplate(db: ReadDb, kind: TemplateKind): TemplateVersion {
  const chosen = get<{ id: string }>(
    db,
    'SELECT template_id AS id FROM template_choice WHERE kind = ?',
    kind,
  );
  return getTemplate(db, chosen?.id ?? kind);
}

export function chooseTemplate(db: WriteDb, id: string): void {
  const { body } = getTemplate(db, id);
  run(
    db,
    'INSERT INTO template_choice (kind, template_id) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET template_id = excluded.template_id',
    body.kind,
    id,
  );
}

/** Puts the version into the program unless it is there. */
function store(db: WriteDb, { id, version, body }: Omit<TemplateVersion, 'used'>, now: number): void {
  run(
    db,
    `INSERT INTO certificate_template (id, version, kind, body, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    id,
    version,
    body.kind,
    bodyText(body),
    now,
  );
}

/**
 * Marks a version as used, which freezes it. Call it in the transaction that issues by it. Harmless when it was used before;
 * throws where what is stored under that version is another template.
 */
export function markTemplateUsed(db: WriteDb, template: TemplateVersion, now: number): void {
  store(db, template, now);
  const row = get<{ body: string }>(
    db,
    'SELECT body FROM certificate_template WHERE id = ? AND version = ?',
    template.id,
    template.version,
  );
  if (row?.body !== bodyText(template.body)) {
    throw new Error(`version ${template.version} of the template ${template.id} was changed meanwhile`);
  }
  run(
    db,
    'UPDATE certificate_template SET used_at = ? WHERE id = ? AND version = ? AND used_at IS NULL',
    now,
    template.id,
    template.version,
  );
}

/**
 * Saves what a template is now: into its newest version while no certificate was issued by that, else as the next. Gives the
 * version it is now.
 */
export function saveTemplate(
  db: WriteDb,
  id: string,
  body: CertificateTemplate,
  now: number,
): TemplateVersion {
  const current = getTemplate(db, id);
  if (current.body.kind !== body.kind) throw new Refusal('template.kind');
  if (bodyText(current.body) === bodyText(body)) return current;
  const version = current.used ? current.version + 1 : current.version;
  store(db, { id, version, body }, now);
  if (!current.used) {
    run(
      db,
      'UPDATE certificate_template SET body = ? WHERE id = ? AND version = ?',
      bodyText(body),
      id,
      version,
    );
  }
  return { id, version, body, used: false };
}

/** Adds a new template under a new id. */
export function addTemplate(
  db: WriteDb,
  id: string,
  body: CertificateTemplate,
  now: number,
): TemplateVersion {
  const version = { id, version: 1, body };
  store(db, version, now);
  return { ...version, used: false };
}

/** Puts a template away, so that it is no longer offered, or takes it back. The one chosen for its kind stays. */
export function retireTemplate(db: WriteDb, id: string, now: number | null): void {
  if (now === null) {
    run(db, 'DELETE FROM template_retired WHERE template_id = ?', id);
    return;
  }
  const { body } = getTemplate(db, id);
  if (currentTemplate(db, body.kind).id === id) throw new Refusal('template.inUse');
  store(db, getTemplate(db, id), now);
  run(db, 'INSERT INTO template_retired (template_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING', id, now);
}
