import { Button, Menu } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { firstRequirement } from '../../shared/domain/askable';
import { newTrack, trackKinds } from '../../shared/domain/newTrack';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { RuleCard } from './RuleCard';
import classes from './RulesPage.module.css';
import { TrackCard } from './TrackCard';

/** A short id of its own for what the organizer adds. */
const newId = () => crypto.randomUUID().slice(0, 8);

/** The program's tracks, who completes, and the honours; each rule counted against the roster while it is edited. */
export function RulesPage() {
  const { t } = useTranslation();
  const { data } = useQuery(orpc.rules.list.queryOptions());
  const onError = useShowRefusal();
  const putTrack = useMutation(orpc.rules.putTrack.mutationOptions({ onError }));
  const put = useMutation(orpc.rules.put.mutationOptions({ onError }));
  if (!data) return null;
  const first = data.tracks[0];
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={20} />}
          onClick={() => go('program')}
          className={classes.back ?? ''}
        >
          {t('rules.back')}
        </Button>
        <h1 className={classes.title}>{t('rules.title')}</h1>
      </header>
      <section className={classes.section}>
        <div className={classes.sectionHead}>
          <div>
            <h2 className={classes.heading}>{t('rules.tracks')}</h2>
            <p className={classes.hint}>{t('rules.tracksHint')}</p>
          </div>
          <div className={classes.adds}>
            <Menu position="bottom-end" shadow="md">
              <Menu.Target>
                <Button variant="default" leftSection={<IconPlus size={18} />} data-testid="add-track">
                  {t('rules.addTrack')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {trackKinds.map((kind) => (
                  <Menu.Item
                    key={kind}
                    onClick={() =>
                      putTrack.mutate(
                        newTrack(kind, data.tracks, { title: t('rules.newTrack'), ownId: newId() }),
                      )
                    }
                    data-testid={`add-track-${kind}`}
                  >
                    {t(`rules.kind.${kind}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </div>
        </div>
        <div className={classes.grid}>
          {data.tracks.map((track) => (
            <TrackCard key={track.id} track={track} />
          ))}
        </div>
      </section>
      <section className={classes.section}>
        <div className={classes.sectionHead}>
          <p className={classes.hint}>{t('rules.tryHint')}</p>
          {first && (
            <Button
              variant="default"
              leftSection={<IconPlus size={18} />}
              onClick={() =>
                put.mutate({
                  id: newId(),
                  title: t('rules.newHonour'),
                  titleEn: '',
                  rule: { kind: 'all', of: [firstRequirement(first)] },
                })
              }
              data-testid="add-honour"
            >
              {t('rules.addHonour')}
            </Button>
          )}
        </div>
        {data.rules.map((rule) => (
          <RuleCard key={rule.id} rule={rule} tracks={data.tracks} />
        ))}
      </section>
    </div>
  );
}
