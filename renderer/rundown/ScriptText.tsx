import type { Cue } from '../../shared/contract/rundown';
import { scriptParts } from '../../shared/domain/script';
import classes from './ScriptText.module.css';

/** What the MC says, line by line, with how each name is said above it. `cues`: all those whose people it may name. */
export function ScriptText({ script, cues }: { readonly script: string; readonly cues: readonly Cue[] }) {
  const parts = scriptParts(
    script,
    cues.flatMap(({ people }) => people),
  );
  return parts.map((part, index) => {
    // A script's parts have no names of their own, and never change their places.
    const key = `${index} ${part.kind}`;
    if (part.kind === 'text') return <span key={key}>{part.text}</span>;
    if (part.kind === 'unknown' || part.reading === '')
      return (
        <span key={key} className={part.kind === 'unknown' ? classes.unknown : classes.name}>
          {part.name}
        </span>
      );
    return (
      <ruby key={key} className={classes.name}>
        {part.name}
        <rt className={classes.reading}>{part.reading}</rt>
      </ruby>
    );
  });
}
