import { oc } from '@orpc/contract';
import { z } from 'zod';
import { refusalReasons } from '../domain/refusal';

/**
 * What every procedure may answer instead of its output: a refusal, with the reason's name and what fills its
 * sentence. The sentence itself is in renderer/locales under `refusal.<reason>`, in both languages.
 */
export const RefusalData = z.object({
  reason: z.enum(refusalReasons),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RefusalData = z.infer<typeof RefusalData>;

/** The language on the screen that asks: documents are named and written in it. */
export const InLanguage = z.object({ language: z.enum(['ko', 'en']) });

/** The start of every procedure of the contract. */
export const procedure = oc.errors({ REFUSED: { status: 422, data: RefusalData } });
