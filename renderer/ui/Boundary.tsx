import { Component, type ErrorInfo, type ReactNode } from 'react';
import { crashWords } from '../../shared/domain/crashWords';
import classes from './Boundary.module.css';
import { noteFailure } from './failures';

interface Props {
  readonly children: ReactNode;
}

const often = 'failed';
const soon = 10_000;
const most = 3;

const isStage = () => window.location.hash.startsWith('#/window/');

/** Whether a window of the stage, which nobody stands at, begins anew by itself: not again and again. */
function mayBeginAnew(): boolean {
  if (!isStage()) return false;
  const now = Date.now();
  const before = (sessionStorage.getItem(often) ?? '').split(' ').map(Number);
  const times = [...before.filter((at) => now - at < soon), now];
  sessionStorage.setItem(often, times.join(' '));
  return times.length <= most;
}

/** In place of a window whose page could not be drawn: that nothing was lost, and the way back. Nothing of the page is in it. */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, _info: ErrorInfo): void {
    noteFailure('drawing', error);
    if (mayBeginAnew()) window.location.reload();
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

/** Only the main window has other pages to go to. */
function leadsToday(): boolean {
  return window.location.protocol !== 'https:' && !isStage();
}

function toToday(): void {
  window.location.hash = '#/today';
  window.location.reload();
}

function Failed() {
  return (
    <main className={classes.page} data-testid="page-failed">
      {(['ko', 'en'] as const).map((lang) => {
        const { title, safe, last, again, today } = crashWords[lang];
        return (
          <section key={lang} lang={lang} className={classes.part}>
            <h1 className={classes.title}>{title}</h1>
            <p className={classes.text}>
              <strong>{safe}</strong>
            </p>
            <p className={classes.text}>{last}</p>
            <div className={classes.ways}>
              <button
                type="button"
                className={classes.again}
                onClick={() => window.location.reload()}
                data-testid={`page-again-${lang}`}
              >
                {again}
              </button>
              {leadsToday() && (
                <button type="button" className={classes.today} onClick={toToday}>
                  {today}
                </button>
              )}
            </div>
          </section>
        );
      })}
    </main>
  );
}
