import { Alert, Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { wordsOf } from '../../feedback.tsx';
import type { PageProps } from '../../page-props.ts';
import { words as shared } from '../words.ts';
import { fetchTariffs, type TariffView } from './api.ts';
import { inForceAt } from './draft.ts';
import { TariffForm } from './tariff-form.tsx';
import { words } from './words.ts';

/** What a stay costs: the versions, and a draft with the price of an example as it is typed. */
export function TariffSection({ lot, skewMs }: PageProps) {
  const [versions, setVersions] = useState<TariffView[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    fetchTariffs(lot.code).then(setVersions, (error: unknown) => setFailure(wordsOf(error)));
  }, [lot.code]);

  const base = versions === null ? undefined : (inForceAt(versions, Date.now() + skewMs) ?? versions.at(-1));
  return (
    <Stack data-testid="settings-tariff">
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      {versions === null && failure === null && <Skeleton height="20rem" radius="md" aria-label={shared.loading} />}
      {versions !== null && base === undefined && <Alert color="orange">{words.none}</Alert>}
      {versions !== null && base !== undefined && (
        <TariffForm lot={lot} skewMs={skewMs} versions={versions} base={base} onVersions={setVersions} />
      )}
    </Stack>
  );
}
