import { useEffect, useRef, useState } from 'react';
import type { AttendeeId, EventId } from '../../../shared/contract/ids';
import type { TemplateDrawing } from '../../../shared/contract/templates';
import type { CertificateTemplate } from '../../../shared/domain/certificateTemplate';
import { client } from '../../client';

export interface DrawnFor {
  readonly body: CertificateTemplate;
  readonly drawing: TemplateDrawing;
}

/** The true drawing of a template, made anew after each edit: one at a time, and the last edit's always. Undefined before the first. */
export function useDrawing(
  body: CertificateTemplate,
  eventId: EventId | null,
  attendeeId: AttendeeId | null,
  onError: (error: unknown) => void,
): DrawnFor | undefined {
  const [drawn, setDrawn] = useState<DrawnFor>();
  const wanted = useRef({ body, eventId, attendeeId });
  const busy = useRef(false);
  const failed = useRef(onError);
  failed.current = onError;
  useEffect(() => {
    wanted.current = { body, eventId, attendeeId };
    if (busy.current) return;
    const draw = async () => {
      busy.current = true;
      try {
        for (let done: unknown; done !== wanted.current; ) {
          const input = wanted.current;
          const drawing = await client.templates.draw(input);
          done = input;
          setDrawn({ body: input.body, drawing });
        }
      } finally {
        busy.current = false;
      }
    };
    draw().catch((error: unknown) => failed.current(error));
  }, [body, eventId, attendeeId]);
  return drawn;
}
