import { type ReactNode, useEffect, useRef } from 'react';

/** A card that is brought into view where it was asked for. */
export function ShownCard({ asked, children }: { readonly asked: boolean; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) frame.current?.scrollIntoView({ block: 'start' });
  }, [asked]);
  return (
    <div ref={frame} style={{ display: 'grid' }}>
      {children}
    </div>
  );
}
