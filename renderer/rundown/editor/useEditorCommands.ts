import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import { CueId } from '../../../shared/contract/ids';
import type { PlannedCue } from '../../../shared/domain/rundownEdit';
import { type RundownTemplate, templateCues } from '../../../shared/domain/rundownTemplates';
import { type Editor, planned } from './useEditor';
import type { Selection } from './useSelection';

const newId = () => CueId.parse(uuidv7());
const minute = 60_000;
/** A Korean layout gives the key of Z another letter. */
const physical = { usePhysicalKeys: true };

/** What the buttons and keys of the editor do to the whole rundown or to the cues that are chosen. */
export function useEditorCommands(editor: Editor, selection: Selection) {
  const { t } = useTranslation();
  const { cues, startsAt } = editor.rundown;
  const order = cues.map(({ id }) => id);
  const chosen = cues.filter(({ id }) => selection.ids.has(id));

  const put = async (what: 'add' | 'copy', fresh: readonly PlannedCue[]) => {
    const lastChosen = chosen.at(-1)?.id ?? order.at(-1);
    const before = lastChosen === undefined ? null : (order[order.indexOf(lastChosen) + 1] ?? null);
    const made = await editor.edit(what, [{ kind: 'add', cues: [...fresh], before }]);
    if (made) selection.set(fresh.map(({ id }) => id));
  };
  const add = () => {
    const beside = chosen.at(-1) ?? cues.at(-1);
    return put('add', [
      {
        id: newId(),
        label: String(cues.length + 1),
        kind: 'host',
        title: t('editor.newCue'),
        titleEn: '',
        plannedStart: cues.length === 0 ? startsAt : null,
        durationMs: 5 * minute,
        minDurationMs: 5 * minute,
        hardStart: false,
        skippable: false,
        room: beside?.room ?? '',
        part: beside?.part ?? '',
        notes: '',
        script: '',
        materials: '',
        colour: '',
        warnMs: null,
        dangerMs: null,
        people: [],
      },
    ]);
  };
  const copy = () => {
    if (chosen.length > 0)
      void put(
        'copy',
        // A copy follows the cue before it: two can't begin at the same time.
        chosen.map((cue) => ({ ...planned(cue), id: newId(), plannedStart: null, hardStart: false })),
      );
  };
  const remove = () => {
    if (chosen.length === 0) return;
    const at = order.indexOf(chosen[0]?.id ?? order[0] ?? newId());
    const ids = chosen.map(({ id }) => id);
    void editor.edit('remove', [{ kind: 'remove', cues: ids }]).then((done) => {
      const rest = order.filter((id) => !ids.includes(id));
      const next = rest[Math.min(at, rest.length - 1)];
      if (done) selection.set(next ? [next] : []);
    });
  };
  const move = (ids: readonly CueId[], before: CueId | null) =>
    void editor.edit('move', [{ kind: 'move', cues: [...ids], before }]);
  const renumber = () => {
    const changes = cues.flatMap((cue, index) => {
      const label = String(index + 1);
      return cue.label === label ? [] : [{ cue: cue.id, set: { label }, was: { label: cue.label } }];
    });
    if (changes.length > 0) void editor.edit('renumber', [{ kind: 'change', changes }]);
  };
  const template = (name: RundownTemplate) =>
    void editor.edit('template', [
      { kind: 'add', cues: [...templateCues(name, startsAt, cues.length + 1, newId)], before: null },
    ]);
  const selectBy = (step: 1 | -1) => {
    const at = selection.last ? order.indexOf(selection.last) + step : step > 0 ? 0 : order.length - 1;
    const id = order[Math.max(0, Math.min(order.length - 1, at))];
    if (id) selection.set([id]);
  };
  useHotkeys([
    ['mod+Z', editor.undo, physical],
    ['mod+Y', editor.redo, physical],
    ['mod+shift+Z', editor.redo, physical],
    ['mod+D', copy, physical],
    ['mod+A', () => selection.set(order), physical],
    ['mod+Enter', () => void add()],
    ['Delete', remove],
    ['Escape', () => selection.set([])],
    ['alt+ArrowDown', () => selectBy(1)],
    ['alt+ArrowUp', () => selectBy(-1)],
  ]);
  return { chosen, add: () => void add(), copy, remove, move, renumber, template };
}

export type EditorCommands = ReturnType<typeof useEditorCommands>;
