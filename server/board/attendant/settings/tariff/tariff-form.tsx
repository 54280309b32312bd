import { Alert, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../../api-client.ts';
import { formatMoney } from '../../../format.ts';
import { locale } from '../../../texts.ts';
import { momentOf, wallAt } from '../../../zone.ts';
import { confirm, tellDone, wordsOf } from '../../feedback.tsx';
import pageClasses from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { SaveBar } from '../fields/save-bar.tsx';
import { AddOnFields } from './add-on-fields.tsx';
import { fetchTariffs, saveTariff, type TariffView, withdrawTariff } from './api.ts';
import { TariffConflict } from './conflict.tsx';
import { changedIn, draftOf, inForceAt, newestOf, standing, type TariffDraft, termsOf } from './draft.ts';
import { ErrorsContext, type FieldErrors, fieldErrorsOf } from './field-errors.ts';
import { type Example, QuotePanel } from './quote-panel.tsx';
import { RatesFields } from './rates-fields.tsx';
import { TermsFields } from './terms-fields.tsx';
import { useQuote } from './use-quote.ts';
import { momentWords, Versions } from './versions.tsx';
import { WhenFields } from './when-fields.tsx';
import { words } from './words.ts';

const HOUR = 3_600_000;

interface TariffFormProps {
  lot: PageProps['lot'];
  skewMs: number;
  versions: readonly TariffView[];
  /** The version in force. */
  base: TariffView;
  onVersions: (versions: TariffView[]) => void;
}

export function TariffForm({ lot, skewMs, versions, base, onVersions }: TariffFormProps) {
  const { timeZone, currency } = lot;
  const now = Date.now() + skewMs;
  const [draft, setDraft] = useState(() => draftOf(base));
  const [when, setWhen] = useState<string | null>(null);
  const [example, setExample] = useState<Example>(() => exampleAt(now, timeZone));
  // What somebody else has added since this form began.
  const [theirs, setTheirs] = useState<readonly TariffView[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  // Fields keep what was typed: they begin anew where that is not wanted any more.
  const [round, setRound] = useState(0);

  const terms = termsOf(draft);
  const effectiveFrom = when === null ? null : momentOf(when, timeZone);
  // A version that is planned until then is the one that is replaced.
  const replaced = inForceAt(versions, effectiveFrom ?? now) ?? base;
  const changes = changedIn(draft, replaced);
  const isPast = when !== null && (effectiveFrom === null || effectiveFrom <= now);
  const span = { from: momentOf(example.arrives, timeZone), to: momentOf(example.leaves, timeZone) };
  const isSpan = span.from !== null && span.to !== null;
  const addOns = terms?.addOns ?? [];
  const live = useQuote(
    lot.code,
    terms === null || span.from === null || span.to === null
      ? null
      : {
          from: new Date(span.from).toISOString(),
          to: new Date(span.to).toISOString(),
          addOns: example.addOns.filter((code) => addOns.some((one) => one.code === code)),
          tariff: terms,
        },
  );

  const change = (part: Partial<TariffDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors({});
    setFailure(null);
  };
  const beginFrom = (version: TariffView) => {
    setDraft(draftOf(version));
    setErrors({});
    setFailure(null);
    setRound((count) => count + 1);
  };

  // A planned version may come into force while this stands open: an untouched form begins with it.
  const lastBase = useRef(base);
  useEffect(() => {
    const former = lastBase.current;
    if (former.version === base.version) return;
    lastBase.current = base;
    if (changedIn(draft, former).length === 0) beginFrom(base);
  });

  async function load(version: TariffView): Promise<void> {
    const question = { title: words.loadOf(version.version), text: words.loadQuestion, yes: words.load };
    if (changes.length === 0 || (await confirm(question))) beginFrom(version);
  }

  async function withdraw({ version, effectiveFrom: at }: TariffView): Promise<void> {
    const text = words.withdrawQuestion(momentWords(at, timeZone));
    if (!(await confirm({ title: words.withdrawOf(version), text, yes: words.withdraw }))) return;
    setFailure(null);
    try {
      await withdrawTariff(lot.code, version);
      tellDone(words.withdrew(version));
    } catch (error) {
      setFailure(wordsOf(error));
    }
    // Refused or not: somebody may have done it already, or it took effect meanwhile.
    await fetchTariffs(lot.code).then(onVersions, (error: unknown) => setFailure(wordsOf(error)));
  }

  /** What will happen, in full: it is about money. */
  function question(): string {
    const begin = effectiveFrom ?? now;
    const next = standing(versions)
      .filter((one) => Date.parse(one.effectiveFrom) > begin)
      .at(-1);
    const { quote } = live;
    const moment = (at: number) => momentWords(new Date(at).toISOString(), timeZone);
    return [
      effectiveFrom === null ? words.saveNow : words.saveLater(moment(effectiveFrom)),
      words.changes(changes.map((name) => words.terms[name]).join(', ')),
      ...(next === undefined ? [] : [words.until(next.version, momentWords(next.effectiveFrom, timeZone))]),
      ...(quote === null
        ? []
        : [
            words.saveQuote(
              `${momentWords(quote.from, timeZone)} – ${momentWords(quote.to, timeZone)}`,
              formatMoney(quote.amountMinor, currency, locale),
            ),
          ]),
    ].join('\n');
  }

  async function save(): Promise<void> {
    if (terms === null) return;
    if (!(await confirm({ title: words.save, text: question(), yes: words.saveYes }))) return;
    setBusy(true);
    setFailure(null);
    setErrors({});
    try {
      const at = effectiveFrom === null ? null : new Date(effectiveFrom).toISOString();
      const saved = await saveTariff(lot.code, terms, newestOf(versions), at);
      tellDone(words.saved(saved.version));
      // It is saved, whether or not the list can be read again.
      const current = await fetchTariffs(lot.code).catch(() => [saved, ...versions]);
      onVersions(current);
      setTheirs([]);
      setWhen(null);
      beginFrom(inForceAt(current, Date.now() + skewMs) ?? base);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'tariff-changed') return await meet();
      setErrors(fieldErrorsOf(error));
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  /** Somebody was faster: what was changed here stays, and everything else is as they have it. */
  async function meet(): Promise<void> {
    try {
      const current = await fetchTariffs(lot.code);
      const mine = Object.fromEntries(changes.map((name) => [name, draft[name]]));
      setDraft({ ...draftOf(inForceAt(current, Date.now() + skewMs) ?? base), ...mine });
      setRound((count) => count + 1);
      setTheirs(current.filter(({ version }) => version > newestOf(versions)));
      onVersions(current);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }

  return (
    <ErrorsContext.Provider value={{ ...live.errors, ...errors }}>
      <Stack>
        <TariffConflict theirs={theirs} versions={versions} timeZone={timeZone} onClose={() => setTheirs([])} />
        <div className={pageClasses['columns']}>
          <Stack key={round}>
            <RatesFields rates={draft.rates} currency={currency} onChange={(rates) => change({ rates })} />
            <TermsFields draft={draft} currency={currency} onChange={change} />
            <AddOnFields addOns={draft.addOns} currency={currency} onChange={(next) => change({ addOns: next })} />
          </Stack>
          <Stack>
            <QuotePanel
              example={example}
              addOns={addOns}
              live={live}
              waitsFor={terms === null ? 'terms' : isSpan ? null : 'span'}
              timeZone={timeZone}
              currency={currency}
              now={now}
              onChange={(part) => setExample((before) => ({ ...before, ...part }))}
            />
            <WhenFields
              value={when}
              suggested={`${wallAt(now + 24 * HOUR, timeZone).slice(0, 10)}T00:00`}
              error={isPast ? words.past : null}
              onChange={setWhen}
            />
            <Versions
              versions={versions}
              now={now}
              timeZone={timeZone}
              currency={currency}
              onLoad={(version) => void load(version)}
              onWithdraw={(version) => void withdraw(version)}
            />
          </Stack>
        </div>
        {failure !== null && (
          <Alert color="red" role="alert" data-testid="save-failed">
            {failure}
          </Alert>
        )}
        <SaveBar
          changes={changes.length}
          isRight={terms !== null && !isPast}
          isBusy={isBusy}
          onSave={() => void save()}
          onDiscard={() => {
            setWhen(null);
            beginFrom(base);
          }}
        />
      </Stack>
    </ErrorsContext.Provider>
  );
}

/** Three hours, from the next full one on. */
function exampleAt(now: number, timeZone: string): Example {
  const from = Math.ceil(now / HOUR) * HOUR;
  return { arrives: wallAt(from, timeZone), leaves: wallAt(from + 3 * HOUR, timeZone), addOns: [] };
}
