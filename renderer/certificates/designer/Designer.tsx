import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../../shared/contract/ids';
import type { TemplateId } from '../../../shared/contract/templates';
import type { CertificateTemplate, TemplateElement } from '../../../shared/domain/certificateTemplate';
import { newElement } from '../../../shared/domain/newElement';
import { alignElements, distributeElements } from '../../../shared/domain/templateArrange';
import {
  addElement,
  duplicateElements,
  elementsOf,
  moveElements,
  removeElements,
  replaceElement,
  restack,
  type SideName,
} from '../../../shared/domain/templateEdit';
import { client, orpc } from '../../client';
import { useChosenEvent } from '../../ui/program';
import { useShowRefusal } from '../../ui/refusal';
import { ArrangeKeys } from './ArrangeKeys';
import { DesignCanvas } from './DesignCanvas';
import classes from './Designer.module.css';
import { DesignerBar } from './DesignerBar';
import {
  type Draft,
  editDraft,
  isChanged,
  openDraft,
  redoDraft,
  savedDraft,
  undoDraft,
  useDraft,
} from './drafts';
import { ElementFields } from './ElementFields';
import { readImage } from './imageFile';
import { Layers } from './Layers';
import { ProblemStrip } from './ProblemStrip';
import { TemplateFields } from './TemplateFields';
import { useDrawing } from './useDrawing';

/** One template under the hand (`#/certificates/templates/ID`). */
export function Designer({ id }: { readonly id: TemplateId }) {
  const { data } = useQuery(orpc.templates.get.queryOptions({ input: { id }, staleTime: 0 }));
  useEffect(() => {
    if (data) openDraft(data);
  }, [data]);
  const draft = useDraft(id);
  return draft ? <Desk id={id} draft={draft} /> : null;
}

/** mm that an arrow key moves what is picked, and with Shift. */
const nudge = 0.1;
const nudgeFar = 1;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function Desk({ id, draft }: { readonly id: TemplateId; readonly draft: Draft }) {
  const { t } = useTranslation();
  const refused = useShowRefusal();
  const event = useChosenEvent();
  const { body } = draft;
  const [chosenSide, setSide] = useState<SideName>('front');
  const side: SideName = body.back ? chosenSide : 'front';
  const [picked, choose] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState(1);
  const [person, setPerson] = useState<AttendeeId | null>(null);
  const textRef = useRef<HTMLTextAreaElement>(null);
  const imageInput = useRef<HTMLInputElement>(null);
  const drawn = useDrawing(body, event?.id ?? null, person, refused);

  const elements = elementsOf(body, side);
  const chosen = new Set(elements.filter((element) => picked.has(element.id)).map((element) => element.id));
  const only = chosen.size === 1 ? elements.find((element) => chosen.has(element.id)) : undefined;
  const problems = drawn?.drawing.problems ?? [];
  const troubled = new Set(problems.map(({ element }) => element));

  const edit = (next: CertificateTemplate, what: string) => editDraft(id, next, what);
  const move = (dx: number, dy: number, what = 'move') =>
    edit(moveElements(body, side, chosen, dx, dy), what);
  const replace = (element: TemplateElement, what: string) =>
    edit(replaceElement(body, side, element), `${what} ${element.id}`);
  const insert = (element: TemplateElement) => {
    edit(addElement(body, side, element), `add ${element.id}`);
    choose(new Set([element.id]));
  };
  const duplicate = () => {
    const copy = duplicateElements(body, side, chosen);
    edit(copy.template, 'duplicate');
    choose(new Set(copy.ids));
  };
  const save = async () => {
    try {
      const saved = await client.templates.save({ id, version: draft.stored.version, body });
      savedDraft(saved);
      notifications.show({ message: t('designer.saved', { version: saved.version }) });
    } catch (error) {
      refused(error);
    }
  };
  const queries = useQueryClient();
  // An edit like any other, so it can be undone; and what another window saved meanwhile is taken up.
  const discard = () => {
    edit(draft.stored.body, 'discard');
    void queries.invalidateQueries({ queryKey: orpc.templates.get.queryKey({ input: { id } }) });
  };
  const takeImage = async (file: File) => {
    const image = await readImage(file);
    if (image.kind !== 'image') {
      notifications.show({ color: 'red', message: t(`designer.image.${image.kind}`), autoClose: false });
      return;
    }
    if (image.dropped.length > 0) {
      notifications.show({
        message: t('designer.image.dropped', { what: image.dropped.join(', ') }),
        autoClose: false,
      });
    }
    if (only?.kind === 'image') replace({ ...only, data: image.data }, 'image');
    else insert(newElement(body, { kind: 'image', data: image.data, ratio: image.ratio }));
  };
  const add = (kind: TemplateElement['kind']) => {
    if (kind === 'image') imageInput.current?.click();
    else insert(newElement(body, { kind }));
  };

  /** What holds anywhere in the designer. */
  const shortcuts = (key: KeyboardEvent) => {
    if (!(key.ctrlKey || key.metaKey)) return;
    const act = { KeyZ: key.shiftKey ? redoDraft : undoDraft, KeyY: redoDraft }[key.code];
    if (act) {
      key.preventDefault();
      act(id);
    } else if (key.code === 'KeyS') {
      key.preventDefault();
      if (isChanged(draft)) void save();
    }
  };
  /** What holds while the sheet has the focus. */
  const sheetKeys = (key: KeyboardEvent) => {
    const arrow = arrows[key.key];
    if (arrow && chosen.size > 0) {
      key.preventDefault();
      const by = key.shiftKey ? nudgeFar : nudge;
      return move(arrow[0] * by, arrow[1] * by, 'nudge');
    }
    const ctrl = key.ctrlKey || key.metaKey;
    if (key.key === 'Escape') choose(new Set());
    else if (key.key === 'Delete' && chosen.size > 0) edit(removeElements(body, side, chosen), 'remove');
    else if (ctrl && key.code === 'KeyD' && chosen.size > 0) duplicate();
    else if (ctrl && key.code === 'KeyA')
      choose(new Set(elements.filter(({ locked }) => !locked).map((one) => one.id)));
    else if (key.key === 'PageDown' || key.key === 'PageUp') {
      const at = elements.findIndex((element) => element.id === only?.id);
      const next = elements[(at + (key.key === 'PageDown' ? 1 : -1) + elements.length) % elements.length];
      if (next) choose(new Set([next.id]));
    } else if (key.key === 'Enter' && only?.kind === 'text') textRef.current?.focus();
    else return;
    key.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of everything inside
    <div className={classes.designer} onKeyDown={shortcuts} data-testid="designer">
      <DesignerBar
        id={id}
        draft={draft}
        side={side}
        setSide={(next) => {
          setSide(next);
          choose(new Set());
        }}
        zoom={zoom}
        setZoom={setZoom}
        person={person}
        setPerson={setPerson}
        save={() => void save()}
      />
      <div className={classes.columns}>
        <Layers
          elements={elements}
          chosen={chosen}
          troubled={troubled}
          choose={choose}
          restack={(element, to) => edit(restack(body, side, element, to), 'restack')}
          lock={(element) => replace({ ...element, locked: !element.locked }, 'lock')}
          add={add}
        />
        <div className={classes.middle}>
          <DesignCanvas
            body={body}
            side={side}
            drawn={drawn?.drawing.pages[side === 'front' ? 0 : 1]}
            chosen={chosen}
            troubled={troubled}
            zoom={zoom}
            choose={choose}
            move={(dx, dy) => move(dx, dy, `drag ${performance.now()}`)}
            replace={(element) => replace(element, `resize ${performance.now()}`)}
            onKeyDown={sheetKeys}
            onOpen={() => textRef.current?.focus()}
          />
          <ProblemStrip
            problems={problems}
            drawn={drawn !== undefined}
            choose={(element) => {
              const back = elementsOf(body, 'back').some((one) => one.id === element);
              setSide(back ? 'back' : 'front');
              choose(new Set([element]));
            }}
          />
        </div>
        <aside className={classes.side} aria-label={t('designer.properties')}>
          {chosen.size > 0 && (
            <ArrangeKeys
              count={chosen.size}
              align={(how) => edit(alignElements(body, side, chosen, how), `align ${how}`)}
              distribute={(axis) => edit(distributeElements(body, side, chosen, axis), `distribute ${axis}`)}
              duplicate={duplicate}
              remove={() => edit(removeElements(body, side, chosen), 'remove')}
            />
          )}
          {only && (
            <ElementFields
              key={only.id}
              element={only}
              outcome={drawn?.drawing.outcomes.find(({ element }) => element === only.id)}
              change={replace}
              replaceImage={() => imageInput.current?.click()}
              textRef={textRef}
            />
          )}
          {chosen.size === 0 && (
            <TemplateFields body={body} change={edit} discard={isChanged(draft) ? discard : undefined} />
          )}
        </aside>
      </div>
      <input
        ref={imageInput}
        type="file"
        hidden
        accept=".png,.svg,image/png,image/svg+xml"
        aria-label={t('designer.kind.image')}
        data-testid="image-file"
        onChange={(change) => {
          const file = change.currentTarget.files?.[0];
          change.currentTarget.value = '';
          if (file) void takeImage(file);
        }}
      />
    </div>
  );
}
