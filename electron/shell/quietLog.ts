import { inspect } from 'node:util';
import type { LogMessage } from 'electron-log';
import { withoutPeople } from '../../shared/domain/withoutPeople';

/** Where an error of the system says which file it is about: its name may be somebody's. */
function pathsOf(error: Error): readonly string[] {
  return ['path', 'dest'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

/** An error as it may stand in the log: what it is, its code, where in the app it came from. */
function errorText(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  const written = [error.stack ?? `${error.name}: ${error.message}`];
  if (typeof code === 'string' && !written[0]?.includes(code)) written.push(`(${code})`);
  if (error.cause !== undefined) written.push(`caused by ${textOf(error.cause)}`);
  const whole = written.join('\n');
  return pathsOf(error).reduce((text, file) => text.replaceAll(file, '…'), whole);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Error ? errorText(value) : inspect(value, { depth: 3 });
}

/** A hook of the log: whatever is to be written leaves out what may be somebody's, before any file has it. */
export function withoutPeopleInLog(message: LogMessage): LogMessage {
  return { ...message, data: message.data.map((value) => withoutPeople(textOf(value))) };
}
