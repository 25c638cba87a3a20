import { backups } from './backups';
import { badges } from './badges';
import { api } from './base';
import { certificates } from './certificates';
import { checkin } from './checkin';
import { desk } from './desk';
import { door } from './door';
import { events } from './events';
import { imports } from './imports';
import { printing } from './printing';
import { program } from './program';
import { proof } from './proof';
import { roster } from './roster';
import { rundown } from './rundown';
import { screens } from './screens';
import { templates } from './templates';

/** Every procedure of the contract. Knows no transport. */
export const router = api.router({
  backups,
  badges,
  certificates,
  checkin,
  door,
  desk,
  events,
  imports,
  printing,
  program,
  proof,
  roster,
  rundown,
  screens,
  templates,
});
