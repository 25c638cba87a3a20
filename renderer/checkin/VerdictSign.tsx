import classes from './VerdictSign.module.css';
import { type SignKind, signLooks } from './verdictLook';

/** A verdict's own outline with its icon; told apart without colour. Decoration: the words beside it say the same. */
export function VerdictSign({ kind, className }: { readonly kind: SignKind; readonly className?: string }) {
  const { outline, Icon, icon } = signLooks[kind];
  const lower = kind === 'forged' ? 10 : 0;
  return (
    <svg viewBox="0 0 100 100" className={className} aria-hidden="true" data-sign={kind}>
      <path d={outline} fill="currentColor" />
      <g className={classes.ink}>
        <Icon x={50 - icon / 2} y={50 - icon / 2 + lower} width={icon} height={icon} stroke={2.4} />
      </g>
    </svg>
  );
}
