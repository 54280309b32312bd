import { Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import type { FirmwareImageView } from '../../../../shared/http/firmware.ts';
import { usePolled } from '../../live/use-polled.ts';
import page from '../page.module.css';
import { fetchFirmware } from './api.ts';
import { Images } from './images.tsx';
import { RolloutCard } from './rollout-card.tsx';
import { StartRollout } from './start-rollout.tsx';
import { UploadImage } from './upload-image.tsx';
import { words } from './words.ts';

/** Boards tell of themselves; images do not. */
const pollMs = 30_000;

interface FirmwareSectionProps {
  lot: string;
  controllers: readonly ControllerView[];
  skewMs: number;
  /** Moves whenever something happened with a board. */
  moves: number;
}

/** Which images there are, the update that goes on, and how to begin one. */
export function FirmwareSection({ lot, controllers, skewMs, moves }: FirmwareSectionProps) {
  const { value, reload } = usePolled(() => fetchFirmware(lot), moves, pollMs);
  const [chosen, setChosen] = useState<FirmwareImageView | null>(null);
  const latest = value?.rollouts[0];
  const isOpen = latest?.state === 'running' || latest?.state === 'stopped';
  return (
    <section aria-label={words.heading} data-testid="firmware">
      <h3 className={page['heading']}>{words.heading}</h3>
      <Text size="sm" className={page['soft'] ?? ''} mb="sm">
        {words.hint}
      </Text>
      {value === null && <Skeleton height="8rem" radius="md" aria-label={words.loading} />}
      {value !== null && (
        <Stack>
          {latest && (
            <RolloutCard
              key={latest.id}
              lot={lot}
              rollout={latest}
              controllers={controllers}
              skewMs={skewMs}
              onDone={reload}
            />
          )}
          <div className={page['card']}>
            <h4 className={page['heading']}>{words.images}</h4>
            <Images
              images={value.images}
              controllers={controllers}
              mayStart={!isOpen && controllers.length > 0}
              onChoose={setChosen}
              onDone={reload}
            />
            <UploadImage onDone={reload} />
          </div>
        </Stack>
      )}
      {chosen !== null && (
        <StartRollout
          lot={lot}
          image={chosen}
          controllers={controllers}
          onDone={reload}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}
