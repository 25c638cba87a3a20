/** What a cue is for. */
export const cueKinds = [
  'doors',
  'video',
  'host',
  'speech',
  'talk',
  'award',
  'conferral',
  'break',
  'photo',
  'networking',
] as const;
export type CueKind = (typeof cueKinds)[number];
