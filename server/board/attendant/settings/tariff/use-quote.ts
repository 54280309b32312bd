import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { wordsOf } from '../../feedback.tsx';
import { type Quote, quoteDraft, type TariffChangeBody } from './api.ts';
import { type FieldErrors, fieldErrorsOf } from './field-errors.ts';

const TYPED_MS = 250;

/** A stay to be priced; null where one of its ends is no moment. */
export interface Asked {
  from: string;
  to: string;
  addOns: string[];
  tariff: TariffChangeBody;
}

export interface LiveQuote {
  /** Null while there is none for what is asked now. */
  readonly quote: Quote | null;
  readonly failure: string | null;
  readonly errors: FieldErrors;
}

const nothing: LiveQuote = { quote: null, failure: null, errors: {} };

/** The price of what is asked now, a moment after the last key. An answer to what was asked before is not heard. */
export function useQuote(lot: string, asked: Asked | null): LiveQuote {
  const now = asked === null ? null : JSON.stringify(asked);
  const [settled] = useDebouncedValue(now, TYPED_MS);
  const [answer, setAnswer] = useState<LiveQuote & { to: string | null }>({ ...nothing, to: null });

  useEffect(() => {
    let isOver = false;
    if (settled === null) return undefined;
    quoteDraft(lot, JSON.parse(settled) as Asked).then(
      (quote) => !isOver && setAnswer({ quote, failure: null, errors: {}, to: settled }),
      (error: unknown) =>
        !isOver && setAnswer({ quote: null, failure: wordsOf(error), errors: fieldErrorsOf(error), to: settled }),
    );
    return () => {
      isOver = true;
    };
  }, [settled, lot]);

  return answer.to === now ? answer : nothing;
}
