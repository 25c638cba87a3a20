import { Button, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonDetail, type PersonEdit, Role } from '../../shared/contract/roster';
import { orpc } from '../client';
import classes from './PersonDrawer.module.css';
import { useEditPeople } from './useEditPeople';

const texts = [
  ['name', 'people.more.nameField'],
  ['nameLatin', 'people.more.nameLatin'],
  ['reading', 'people.reading'],
  ['email', 'people.email'],
  ['phone', 'people.phone'],
  ['affiliation', 'people.column.affiliation'],
  ['title', 'people.more.title'],
  ['team', 'people.column.team'],
  ['attention', 'people.more.attention'],
] as const;

/** Everything of a person that is typed, in one form; what was changed can be undone from its notice. */
export function PersonEditForm({
  person,
  onDone,
}: {
  readonly person: PersonDetail;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const [edit, setEdit] = useState<PersonEdit>({});
  const { data: tags } = useQuery(orpc.roster.tags.queryOptions());
  const save = useEditPeople(onDone);
  return (
    <form
      className={classes.override}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ edits: [{ id: person.id, edit }] });
      }}
    >
      {texts.map(([field, label]) => (
        <TextInput
          key={field}
          label={t(label)}
          value={edit[field] ?? person[field]}
          required={field === 'name'}
          type={field === 'email' ? 'email' : 'text'}
          onChange={(e) => setEdit({ ...edit, [field]: e.currentTarget.value })}
          data-testid={`edit-${field}`}
        />
      ))}
      <Select
        label={t('people.more.role_label')}
        value={edit.role ?? person.role}
        allowDeselect={false}
        data={Role.options.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
        onChange={(value) => {
          const role = Role.safeParse(value);
          if (role.success) setEdit({ ...edit, role: role.data });
        }}
      />
      <TagsInput
        label={t('people.more.tags')}
        data={[...(tags ?? [])]}
        value={[...(edit.tags ?? person.tags)]}
        onChange={(value) => setEdit({ ...edit, tags: value })}
        data-testid="edit-tags"
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending} data-testid="edit-save">
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
