/** What somebody is in a program; everybody but the participants is the cast. */
export const roles = ['participant', 'speaker', 'guest', 'alumni', 'staff', 'press'] as const;
export type Role = (typeof roles)[number];
