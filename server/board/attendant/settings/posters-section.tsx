import { Button, EmptyState, Group, Input, MultiSelect, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { PosterTextsView } from '../../../../shared/http/posters.ts';
import { wordsOf } from '../feedback.tsx';
import type { PageProps } from '../page-props.ts';
import { fetchPosterTexts, type PosterLayout, postersHref } from './posters-api.ts';
import classes from './posters-section.module.css';
import { words } from './posters-words.ts';

const LAYOUTS = ['1', '4'] as const satisfies readonly PosterLayout[];
const TYPED_MS = 300;

/** Posters to hang at the slots: which, to which number, and in what size. */
export function PostersSection({ lot, slots }: PageProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [number, setNumber] = useState('');
  const [layout, setLayout] = useState<PosterLayout>('1');
  const [known, setKnown] = useState<string | null>(null);
  const [typed] = useDebouncedValue(number, TYPED_MS);
  const [texts, setTexts] = useState<PosterTextsView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isSettled = typed === number;

  useEffect(() => {
    let isOver = false;
    fetchPosterTexts(lot.code, { slots: chosen, number: typed })
      .then((found) => {
        if (isOver) return;
        setTexts(found);
        setFailure(null);
        if (typed.trim() === '') setKnown(found.number);
      })
      .catch((error: unknown) => {
        if (isOver) return;
        setTexts(null);
        setFailure(wordsOf(error));
      });
    return () => {
      isOver = true;
    };
  }, [lot.code, chosen, typed]);

  if (slots.length === 0) return <EmptyState title={words.noSlots} />;
  const [first] = texts?.posters ?? [];
  const isReady = isSettled && texts !== null && texts.number !== null;
  const pages = Math.ceil((texts?.posters.length ?? 0) / Number(layout));
  return (
    <section className={classes['section']} aria-label={words.heading} data-testid="posters">
      <div>
        <h2 className={classes['heading']}>{words.heading}</h2>
        <Text c="dimmed">{words.intro}</Text>
      </div>
      <div className={classes['form']}>
        <MultiSelect
          label={words.slots}
          description={words.slotsHint}
          placeholder={chosen.length === 0 ? words.allSlots : ''}
          data={slots.map(({ code }) => code)}
          value={chosen}
          onChange={setChosen}
          searchable
          clearable
          limit={100}
          data-testid="posters-slots"
        />
        <TextInput
          type="tel"
          label={words.number}
          description={known === null ? words.numberMissing : words.numberKnown(known)}
          required={known === null}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={isSettled ? failure : null}
          data-testid="posters-number"
        />
        <Input.Wrapper label={words.size} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={words.size}
            data={LAYOUTS.map((value) => ({ value, label: words.sizes[value] }))}
            value={layout}
            onChange={(value) => setLayout(value as PosterLayout)}
          />
        </Input.Wrapper>
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status" data-testid="posters-says">
            {isReady && first !== undefined && `${words.says(first.words, texts.number ?? '')} ${words.pages(pages)}`}
          </Text>
          {isReady ? (
            <Button
              component="a"
              href={postersHref(lot.code, { slots: chosen, number }, layout)}
              download
              data-testid="posters-download"
            >
              {words.download}
            </Button>
          ) : (
            <Button disabled data-testid="posters-download">
              {words.download}
            </Button>
          )}
        </Group>
      </div>
    </section>
  );
}
