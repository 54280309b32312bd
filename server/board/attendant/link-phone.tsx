import { ActionIcon, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { drawPhoneCode } from '../api-client.ts';
import { PhoneIcon } from '../icons.tsx';
import { texts } from '../texts.ts';

type Shown = { state: 'loading' } | { state: 'failed' } | { state: 'code'; words: string; until: string };

/** Shows the code that links a phone to the login; a new one each time, because one is good once and not for long. */
export function LinkPhone() {
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>({ state: 'loading' });

  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setShown({ state: 'loading' });
    drawPhoneCode().then(
      ({ words, expiresAt }) => {
        // The browser's own time: whoever reads it looks at the clock beside them.
        const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
        setShown({ state: 'code', words, until });
      },
      () => setShown({ state: 'failed' }),
    );
  };

  return (
    <Popover opened={isOpen} onChange={change} position="bottom-end" width={280} trapFocus returnFocus withArrow>
      <Popover.Target>
        <Tooltip label={texts.linkPhone.open}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={texts.linkPhone.open}
            data-testid="link-phone"
            onClick={() => change(!isOpen)}
          >
            <PhoneIcon />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" aria-live="polite" tabIndex={-1} data-autofocus>
          <Text fw={600}>{texts.linkPhone.heading}</Text>
          {shown.state === 'loading' && <Text c="dimmed">{texts.linkPhone.loading}</Text>}
          {shown.state === 'failed' && <Text c="red">{texts.linkPhone.failed}</Text>}
          {shown.state === 'code' && (
            <>
              <Text size="sm">{texts.linkPhone.send}</Text>
              <Text size="xl" fw={700} ff="monospace" data-testid="link-phone-words">
                {shown.words}
              </Text>
              <Text size="sm" c="dimmed">
                {texts.linkPhone.until(shown.until)} {texts.linkPhone.hint}
              </Text>
            </>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
