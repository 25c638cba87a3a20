import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { get, transaction } from '../store/db';
import { setMeta } from '../store/meta';
import { asProgram } from '../store/program';
import { createProgramFile, holdProgram } from '../store/programFile';
import type { AppContext } from './context';
import { applyFiles, readImport } from './imports';
import { freeName } from './programs';

const names = { name: '머신러닝 부트캠프 5기', nameEn: 'Machine learning bootcamp, cohort 5' };

/** Builds the sample program out of the files that come with the app, as an import would, and opens it. */
export function openSample(context: AppContext): void {
  const folder = context.shell.sampleFolder;
  let files: readonly string[];
  try {
    files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  } catch {
    throw new Refusal('program.sampleMissing');
  }
  if (files.length === 0) throw new Refusal('program.sampleMissing');
  const read = files.map((name) => readImport(name, readFileSync(path.join(folder, name))));
  const file = freeName(context.shell.programFolder, names.name);
  context.exchange(() => {
    const now = Date.now();
    const db = holdProgram(createProgramFile(file, names, now), file);
    transaction(db, () => applyFiles(db, read, null, now));
    const graduation = get<{ id: string }>(db, "SELECT id FROM event WHERE kind = 'graduation'");
    if (graduation) setMeta(db, 'event.chosen', graduation.id);
    return asProgram(db, file);
  });
  context.shell.rememberProgram(file);
  context.changed(...Topic.options);
}
