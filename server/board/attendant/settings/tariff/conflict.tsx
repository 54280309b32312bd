import { Alert, List, Text } from '@mantine/core';
import { words as shared } from '../words.ts';
import type { TariffView } from './api.ts';
import { changeWords, momentWords } from './versions.tsx';
import { words } from './words.ts';

interface TariffConflictProps {
  /** What somebody else has added meanwhile; nothing is shown where there is none. */
  theirs: readonly TariffView[];
  versions: readonly TariffView[];
  timeZone: string;
  onClose: () => void;
}

/** Tells the second of two what the first has added. */
export function TariffConflict({ theirs, versions, timeZone, onClose }: TariffConflictProps) {
  if (theirs.length === 0) return null;
  return (
    <Alert
      color="orange"
      role="alert"
      title={shared.conflict}
      withCloseButton
      closeButtonLabel={shared.discard}
      onClose={onClose}
      // Orange on its own tint is too faint to read.
      styles={{ title: { color: 'var(--pw-ink)' } }}
      data-testid="conflict"
    >
      <List size="sm">
        {theirs.map((one) => {
          const before = versions[versions.indexOf(one) + 1];
          return (
            <List.Item key={one.version}>
              <b>{words.changedBy(one.version, momentWords(one.effectiveFrom, timeZone))}</b>
              {before !== undefined && ` · ${words.changes(changeWords(one, before))}`}
            </List.Item>
          );
        })}
      </List>
      <Text size="sm">{shared.conflictKept}</Text>
    </Alert>
  );
}
