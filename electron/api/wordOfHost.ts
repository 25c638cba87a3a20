import { setImmediate as turn } from 'node:timers/promises';
import type { Scan } from '../../shared/contract/checkin';
import { isEntry, type Verdict } from '../../shared/domain/verdict';
import { findEntry } from '../store/journal';
import { foreseeVerdict } from '../store/scanAtOnce';
import type { WalkIn } from '../store/walkIn';
import type { AppContext } from './context';

/** What the host, which knows more, says against letting somebody in; `own`: it gave no word in time. */
export interface HostWord {
  readonly objection?: Verdict;
  readonly own?: true;
}

/** At a station that is about to let somebody in: the host's word, if it can be asked. */
export async function wordOfHost(context: AppContext, scan: Scan): Promise<HostWord> {
  const link = context.stations.link();
  if (!link) return {};
  const program = context.program();
  const verdict = foreseeVerdict(program.db, scan, program.now());
  if (!verdict || !isEntry(verdict)) return {};
  const word = await link.ask(scan);
  if (word === 'unheard') return { own: true };
  return word ? { objection: word } : {};
}

/** The same for several people at once: nobody waits for the word about another. */
export async function wordsOfHost(context: AppContext, scans: readonly Scan[]): Promise<readonly HostWord[]> {
  if (!context.stations.link()) return scans.map(() => ({}));
  const words: Promise<HostWord>[] = [];
  for (const scan of scans) {
    // What is wrong with a scan is said when it is written down.
    words.push(wordOfHost(context, scan).catch(() => ({})));
    // A scan at the door goes before the rest of the group.
    await turn();
  }
  return Promise.all(words);
}

/** About somebody who is in no list here. A Refusal where the host knows why they may not be taken in. */
export async function wordOnWalkIn(context: AppContext, walkIn: WalkIn): Promise<{ readonly own?: true }> {
  const link = context.stations.link();
  if (!link || findEntry(context.program().db, walkIn.id)) return {};
  return (await link.askWalkIn(walkIn)) === 'unheard' ? { own: true } : {};
}
