import { uuidv7 } from 'uuidv7';
import { AttendeeId, type EventId } from '../../shared/contract/ids';
import { type OpenTemplate, type TemplateDrawing, TemplateId } from '../../shared/contract/templates';
import { drawCertificate } from '../../shared/domain/certificateDrawing';
import type { CertificateTemplate } from '../../shared/domain/certificateTemplate';
import { strangeness } from '../../shared/domain/preflight';
import { Refusal } from '../../shared/domain/refusal';
import { readTemplateFile, templateFile } from '../../shared/domain/templateFile';
import { layLine } from '../../shared/domain/textLayout';
import {
  type CertificateFrame,
  certificateFrame,
  draftFields,
  type Recipient,
} from '../store/certificateIssue';
import type { ReadDb } from '../store/db';
import { getEvent } from '../store/events';
import { type FontFiles, fontFiles } from '../store/fontFiles';
import { findRecipient, listGraduates } from '../store/graduates';
import type { Program } from '../store/program';
import {
  addTemplate,
  chooseTemplate,
  currentTemplate,
  getTemplate,
  listTemplates,
  retireTemplate,
  saveTemplate,
  type TemplateVersion,
} from '../store/templates';
import { api, refusing } from './base';
import { problemOf } from './certificates';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { preflight } from './preflight';
import { proof } from './proofSheets';

function chosen(db: ReadDb, { id, body }: TemplateVersion): boolean {
  return currentTemplate(db, body.kind).id === id;
}

function opened(db: ReadDb, template: TemplateVersion): OpenTemplate {
  const { version, used, body } = template;
  return { id: TemplateId.parse(template.id), version, used, chosen: chosen(db, template), body };
}

/** Somebody to draw a template with where there is nobody yet, or nobody is asked for. */
const madeUp: Recipient & { readonly eventDay: number } = {
  attendeeId: AttendeeId.parse('00000000-0000-4000-8000-000000000000'),
  name: '홍길동',
  nameLatin: 'Gildong Hong',
  affiliation: '한빛대학교',
  results: [
    { track: 'course', done: 5, of: 5 },
    { track: 'competition', joined: true, percentile: 1, medal: 'gold' },
    { track: 'project', team: 'G-001', title: '레시피 추천 챗봇', award: '우수 프로젝트' },
  ],
  honours: [
    {
      id: 'medal',
      title: '대회 메달',
      titleEn: 'Competition medal',
      findings: [{ kind: 'medal', track: 'competition', met: true, value: 'gold' }],
    },
  ],
  eventDay: Date.UTC(2024, 9, 18),
};

function frameFor(
  { db }: Program,
  body: CertificateTemplate,
  eventId: EventId | null,
  fonts: FontFiles,
): CertificateFrame {
  const event =
    eventId === null
      ? { startsAt: madeUp.eventDay, zone: 'Asia/Seoul', title: '졸업식', titleEn: 'Graduation' }
      : getEvent(db, eventId);
  return {
    ...certificateFrame(db, event, fonts, body.kind),
    template: { id: body.kind, version: 0, used: false, body },
  };
}

async function draw(
  context: AppContext,
  input: {
    readonly body: CertificateTemplate;
    readonly eventId: EventId | null;
    readonly attendeeId: AttendeeId | null;
  },
): Promise<TemplateDrawing> {
  const fonts = await fontFiles(context.shell.fontFolder);
  const program = context.program();
  const frame = frameFor(program, input.body, input.eventId, fonts);
  const person = input.attendeeId === null ? undefined : findRecipient(program.db, input.attendeeId);
  const { pages, problems, outcomes } = drawCertificate(
    input.body,
    draftFields(frame, person ?? madeUp),
    fonts,
  );
  return {
    pages: [...pages],
    problems: problems.map(problemOf),
    outcomes: outcomes.map((outcome) => ({ ...outcome })),
  };
}

const shownOfEach = 12;

export const templates = {
  list: api.templates.list.handler(({ context }) => {
    const { db } = context.program();
    return listTemplates(db).map((template) => {
      const { id, version, used, chosen: isChosen, body } = opened(db, template);
      const { kind, name, nameEn, paper } = body;
      return { id, version, used, chosen: isChosen, kind, name, nameEn, paper };
    });
  }),
  get: api.templates.get.handler(({ context, input }) => {
    const { db } = context.program();
    return opened(db, getTemplate(db, input.id));
  }),
  save: api.templates.save.handler(({ context, input }) => {
    const { db, now } = context.program();
    const stored = getTemplate(db, input.id);
    if (stored.version > input.version) throw new Refusal('template.savedMeanwhile');
    const saved = saveTemplate(db, input.id, input.body, now());
    context.changed('templates', 'certificates');
    return opened(db, saved);
  }),
  add: api.templates.add.handler(({ context, input }) => {
    const { db, now } = context.program();
    const id = uuidv7();
    addTemplate(db, id, input.body, now());
    context.changed('templates');
    return { id };
  }),
  choose: api.templates.choose.handler(({ context, input }) => {
    chooseTemplate(context.program().db, input.id);
    context.changed('templates', 'certificates');
  }),
  retire: api.templates.retire.handler(({ context, input }) => {
    const { db, now } = context.program();
    retireTemplate(db, input.id, input.retired ? now() : null);
    context.changed('templates');
  }),
  draw: api.templates.draw.handler(({ context, input }) => draw(context, input)),
  people: api.templates.people.handler(async ({ context, input }) => {
    const fonts = await fontFiles(context.shell.fontFolder);
    const people = listGraduates(context.program().db, input.eventId, input.kind).map(
      ({ attendeeId, name, nameLatin }) => ({ attendeeId, name, nameLatin }),
    );
    const width = ({ name }: { readonly name: string }) => {
      try {
        return layLine(name, { chain: ['Noto Serif KR', 'Noto Serif SC', 'Pretendard'], weight: 600 }, fonts)
          .width;
      } catch {
        return name.length; // a letter that no font has: its length will do
      }
    };
    const widths = new Map(people.map((person) => [person.attendeeId, width(person)]));
    const longest = people
      .toSorted((a, b) => (widths.get(b.attendeeId) ?? 0) - (widths.get(a.attendeeId) ?? 0))
      .slice(0, shownOfEach);
    const taken = new Set(longest.map(({ attendeeId }) => attendeeId));
    const rest = people.filter(({ attendeeId }) => !taken.has(attendeeId));
    const strangest = rest
      .toSorted((a, b) => strangeness(b.name) - strangeness(a.name))
      .slice(0, shownOfEach);
    for (const { attendeeId } of strangest) taken.add(attendeeId);
    return [
      ...longest.map((person) => ({ ...person, why: 'longest' as const })),
      ...strangest.map((person) => ({ ...person, why: 'strangest' as const })),
      ...people
        .filter(({ attendeeId }) => !taken.has(attendeeId))
        .map((person) => ({ ...person, why: 'other' as const })),
    ];
  }),
  exportFile: api.templates.exportFile.handler(({ context, input }) => {
    const { body, version } = getTemplate(context.program().db, input.id);
    const name = fileName(`${body.name} v${version}`, 'template.json');
    return context.shell.saveDocument(name, new TextEncoder().encode(templateFile(body)));
  }),
  importFile: api.templates.importFile.handler(({ context, input }) => {
    const { db, now } = context.program();
    const body = readTemplateFile(input.text);
    if (body === 'newer') throw new Refusal('template.fileNewer');
    if (body === undefined) throw new Refusal('template.notATemplate');
    const id = uuidv7();
    addTemplate(db, id, body, now());
    context.changed('templates');
    return { id };
  }),
  preflight: api.templates.preflight.handler(({ context, input, signal, errors, path }) =>
    refusing(preflight(context, input, signal), { errors, path, signal }),
  ),
  proof: api.templates.proof.handler(({ context, input, signal, errors, path }) =>
    refusing(proof(context, input, signal), { errors, path, signal }),
  ),
};
