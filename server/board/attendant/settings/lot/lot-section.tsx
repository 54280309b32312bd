import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ApiError } from '../../../api-client.ts';
import { PlusIcon } from '../../../icons.tsx';
import { tellDone, wordsOf } from '../../feedback.tsx';
import pageClasses from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { SaveBar } from '../fields/save-bar.tsx';
import { words as shared } from '../words.ts';
import { fetchLot, type LotView, saveLot } from './api.ts';
import { Conflict } from './conflict.tsx';
import { changesFrom, type LotChange } from './draft.ts';
import { FaqFields, isFaq } from './faq-fields.tsx';
import { groups } from './fields.ts';
import classes from './lot-section.module.css';
import { NewLot } from './new-lot.tsx';
import { areHours, OpeningHoursFields } from './opening-hours-fields.tsx';
import { isCountry, PlaceFields } from './place-fields.tsx';
import { SettingField, type SettingValue } from './setting-field.tsx';
import { words } from './words.ts';

/** Everything about one lot that is no tariff: in groups, each with a sentence, saved together. */
export function LotSection({ lot }: PageProps) {
  const [base, setBase] = useState<LotView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isOpening, setOpening] = useState(false);

  useEffect(() => {
    fetchLot(lot.code).then(setBase, (error: unknown) => setFailure(wordsOf(error)));
  }, [lot.code]);

  return (
    <Stack data-testid="settings-lot">
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<PlusIcon size="1em" />}
          data-testid="new-lot"
          onClick={() => setOpening(true)}
        >
          {words.newLot}
        </Button>
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      {base === null && failure === null && <Skeleton height="20rem" radius="md" aria-label={shared.loading} />}
      {base !== null && <LotForm base={base} onBase={setBase} />}
      {isOpening && <NewLot like={lot} onClose={() => setOpening(false)} />}
    </Stack>
  );
}

function LotForm({ base, onBase }: { base: LotView; onBase: (lot: LotView) => void }) {
  const [mine, setMine] = useState<LotChange>({});
  const [theirs, setTheirs] = useState<LotChange | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // Fields keep what was typed: they begin anew where that is not wanted any more.
  const [round, setRound] = useState(0);
  const shown: LotView = { ...base, ...mine };
  const isRight =
    !Object.values(mine).some((value) => Number.isNaN(value)) &&
    shown.name.trim() !== '' &&
    isCountry(shown.country) &&
    areHours(shown.openingHours) &&
    isFaq(shown.faq);
  const change = (part: LotChange) => setMine(changesFrom(base, { ...mine, ...part }));
  const beginAnew = () => {
    setMine({});
    setTheirs(null);
    setFailure(null);
    setRound((count) => count + 1);
  };

  async function save(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      onBase(await saveLot(base.code, mine, base.version));
      // Every page shows these: the board begins anew with them.
      if (mine.name !== undefined || mine.timeZone !== undefined || mine.currency !== undefined)
        return window.location.reload();
      beginAnew();
      tellDone(shared.saved);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'lot-changed') return await meet();
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  /** Somebody was faster: theirs is what mine stands on now. */
  async function meet(): Promise<void> {
    try {
      const current = await fetchLot(base.code);
      setTheirs(changesFrom(base, current));
      setMine(changesFrom(current, mine));
      onBase(current);
      setRound((count) => count + 1);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }

  return (
    <Stack>
      {theirs !== null && (
        <Conflict theirs={theirs} mine={mine} currency={shown.currency} onClose={() => setTheirs(null)} />
      )}
      <Stack key={round}>
        <section className={pageClasses['card']} aria-label={words.place}>
          <h3>{words.place}</h3>
          <PlaceFields shown={shown} onChange={change} />
          <div className={classes['grid']} style={{ marginTop: '1rem' }}>
            {(['latitude', 'longitude'] as const).map((name) => (
              <SettingField
                key={name}
                name={name}
                currency={shown.currency}
                value={shown[name]}
                onChange={(value) => change({ [name]: value })}
              />
            ))}
          </div>
        </section>
        <section className={pageClasses['card']} aria-label={words.hours}>
          <h3>{words.hours}</h3>
          <OpeningHoursFields value={shown.openingHours} onChange={(openingHours) => change({ openingHours })} />
        </section>
        {groups.map(({ name, keys }) => (
          <section key={name} className={pageClasses['card']} aria-label={words.groups[name]}>
            <h3>{words.groups[name]}</h3>
            <div className={classes['grid']}>
              {keys.map((key) => (
                <SettingField
                  key={key}
                  name={key}
                  currency={shown.currency}
                  value={shown[key] as SettingValue}
                  onChange={(value) => change({ [key]: value })}
                />
              ))}
            </div>
          </section>
        ))}
        <section className={pageClasses['card']} aria-label={words.faq}>
          <h3>{words.faq}</h3>
          <FaqFields value={shown.faq} onChange={(faq) => change({ faq })} />
        </section>
      </Stack>
      {failure !== null && (
        <Alert color="red" role="alert" data-testid="save-failed">
          {failure}
        </Alert>
      )}
      <SaveBar
        changes={Object.keys(mine).length}
        isRight={isRight}
        isBusy={isBusy}
        onSave={() => void save()}
        onDiscard={beginAnew}
      />
    </Stack>
  );
}
