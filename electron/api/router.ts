import { access } from './access';
import { backups } from './backups';
import { badges } from './badges';
import { api } from './base';
import { certificates } from './certificates';
import { checkin } from './checkin';
import { desk } from './desk';
import { door } from './door';
import { events } from './events';
import { exports } from './exports';
import { handover } from './handover';
import { hub } from './hub';
import { imports } from './imports';
import { numbers } from './numbers';
import { inOneStep } from './oneStep';
import { paper } from './paper';
import { printing } from './printing';
import { privacy } from './privacy';
import { program } from './program';
import { proof } from './proof';
import { register } from './register';
import { roster } from './roster';
import { rules } from './rules';
import { rundown } from './rundown';
import { rundownEditor } from './rundownEditor';
import { screens } from './screens';
import { spool } from './spool';
import { stations } from './stations';
import { support } from './support';
import { templates } from './templates';
import { vault } from './vault';

/** Every procedure of the contract. Knows no transport. */
export const router = inOneStep(
  api.router({
    access,
    backups,
    badges,
    certificates,
    checkin,
    door,
    desk,
    events,
    exports,
    handover,
    hub,
    imports,
    numbers,
    paper,
    printing,
    privacy,
    program,
    proof,
    register,
    roster,
    rules,
    rundown,
    rundownEditor,
    screens,
    spool,
    stations,
    support,
    templates,
    vault,
  }),
);
