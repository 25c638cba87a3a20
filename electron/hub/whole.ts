import { type GatherAs, type Gathering, gatherRows } from '../store/journalGather.ts';
import { type Heads, hubHeads, lookAtList, readParts } from './journals.ts';
import type { Meeting } from './there.ts';

/** Fewer rows are as soon there part by part; more are not held in memory: the rest comes part by part. */
const fewRows = 2000;
const manyRows = 400_000;

/** So long (ms) rows are waited for that another host is still putting there. */
const patience = 5000;

const sum = (heads: Heads) => Object.values(heads).reduce((all, head) => all + head, 0);

/** Rows on their way into a journal that has none yet: a connection that ends in between is gone on with. */
export interface Gathered {
  rows: Gathering | undefined;
  /** Once is enough: what was not taken comes part by part. */
  over: boolean;
}

/**
 * Where no row is here yet and many are there: puts them together in this thread, and has all of them taken in at once.
 * `promised`: how far other hosts say that their journals are going to be there. What does not hold, or comes after, comes part by
 * part.
 */
export async function pullWhole(meeting: Meeting, promised: Heads): Promise<void> {
  const { ask, gathered } = meeting;
  if (gathered.over || Math.max(sum(promised), sum(await hubHeads(meeting))) < fewRows) return;
  const as = await ask('awaitJournal');
  if (as !== null) {
    const gathering = begun(gathered, as);
    const isGood = await gatherAll(meeting, gathering, promised);
    await ask('takeJournal', isGood ? gathering.bytes() : null);
  }
  end(gathered);
  // What was heard of meanwhile was only rows to it.
  meeting.again();
}

function begun(gathered: Gathered, as: GatherAs): Gathering {
  // By other clocks, or of another version, than when the connection ended.
  if (gathered.rows && JSON.stringify(gathered.rows.as) !== JSON.stringify(as)) {
    gathered.rows.close();
    gathered.rows = undefined;
  }
  gathered.rows ??= gatherRows(as);
  return gathered.rows;
}

function end(gathered: Gathered): void {
  gathered.rows?.close();
  gathered.rows = undefined;
  gathered.over = true;
}

/** All that is there and is going to be there. False where they are to come part by part. */
async function gatherAll(meeting: Meeting, gathering: Gathering, promised: Heads): Promise<boolean> {
  const { heads } = gathering;
  for (let came = performance.now(); ; ) {
    for (const [device, head] of Object.entries(await hubHeads(meeting))) {
      while (head > (heads[device] ?? 0)) {
        const { texts } = await readParts(meeting, device, heads[device] ?? 0);
        if (!texts.every((text) => gathering.take(text))) return false;
        await lookAtList(meeting);
        // Somebody was judged here: this is no host any more that has nothing.
        if (sum((await meeting.ask('own')).heads) > 0) return false;
        if (sum(heads) > manyRows) return true;
        came = performance.now();
      }
    }
    const isWhole = Object.entries(promised).every(([device, head]) => (heads[device] ?? 0) >= head);
    if (isWhole || performance.now() - came > patience) return true;
    await meeting.news(patience);
  }
}
