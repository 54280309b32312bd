import { Anchor, Button, Center, EmptyState, List, Loader, Paper, Stack, Title } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import type { DevPhoneInfo } from '../../../shared/live/phone-events.ts';
import { ApiError, fetchPhoneInfo } from '../api-client.ts';
import { Brand } from '../brand.tsx';
import { BanIcon, CloudOffIcon, ExternalIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import { ThemeToggle } from '../theme-toggle.tsx';
import { CarPanel } from './car-panel.tsx';
import { NumberPicker } from './number-picker.tsx';
import { fictionalNumbers, normalizeNumber } from './phone-number.ts';
import classes from './phone-page.module.css';
import { PhoneScreen } from './phone-screen.tsx';
import { usePhoneChat } from './use-phone-chat.ts';

type Stage = { kind: 'loading' } | { kind: 'ready'; info: DevPhoneInfo } | { kind: 'absent' } | { kind: 'failed' };

/** The browser phone: what a driver sees in WhatsApp, without an account anywhere. */
export function PhonePage() {
  const [stage, setStage] = useState<Stage>({ kind: 'loading' });
  const load = useCallback(async () => {
    try {
      setStage({ kind: 'ready', info: await fetchPhoneInfo() });
    } catch (error) {
      setStage({ kind: error instanceof ApiError && error.status === 404 ? 'absent' : 'failed' });
    }
  }, []);
  useEffect(() => void load(), [load]);

  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <Brand />
        <ThemeToggle />
      </header>
      <main className={classes['main']}>
        {stage.kind === 'loading' && <Loader className={classes['alone']} aria-label={texts.phone.connecting} />}
        {stage.kind === 'ready' && <Ready info={stage.info} />}
        {stage.kind === 'absent' && (
          <Center className={classes['alone']} data-testid="phone-absent">
            <EmptyState
              icon={<BanIcon size="2.5rem" />}
              title={texts.phone.onlyDemo}
              description={texts.phone.onlyDemoHint}
            />
          </Center>
        )}
        {stage.kind === 'failed' && (
          <Center className={classes['alone']} role="alert">
            <EmptyState icon={<CloudOffIcon size="2.5rem" />} title={texts.phone.infoFailed}>
              <Button variant="default" onClick={() => void load()}>
                {texts.phone.retry}
              </Button>
            </EmptyState>
          </Center>
        )}
      </main>
    </div>
  );
}

function Ready({ info }: { info: DevPhoneInfo }) {
  const [number, setNumber] = useLocalStorage<string>({
    key: 'parkwire-phone',
    defaultValue: fictionalNumbers[0],
    getInitialValueInEffect: false,
  });
  const phone = normalizeNumber(number) ?? normalizeNumber(fictionalNumbers[0])!;
  const slot = info.visitorSlots[0] ?? info.slots[0] ?? 'A';
  return (
    <>
      <PhoneAndCar key={phone} phone={phone} info={info} slot={slot} />
      <Stack gap="md" className={classes['more']}>
        <Paper withBorder radius="lg" p="lg">
          <NumberPicker number={number} onNumber={setNumber} />
        </Paper>
        <Paper withBorder radius="lg" p="lg" component="section">
          <Stack gap="sm">
            <Title order={2} size="h4">
              {texts.phone.howTitle}
            </Title>
            <List type="ordered" size="sm" spacing={6}>
              {texts.phone.how(slot).map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
            <Anchor
              size="sm"
              href="/"
              target="_blank"
              rel="noopener"
              className={classes['link']}
              data-testid="board-link"
            >
              {texts.phone.board} <ExternalIcon size="1.1em" />
            </Anchor>
          </Stack>
        </Paper>
      </Stack>
    </>
  );
}

/** What belongs in one view: the telephone and the car. Key it by the number: another number is another conversation. */
function PhoneAndCar({ phone, info, slot }: { phone: string; info: DevPhoneInfo; slot: string }) {
  const conversation = usePhoneChat(phone);
  return (
    <div className={classes['view']}>
      <PhoneScreen conversation={conversation} lotName={info.lot.name} slot={slot} />
      <CarPanel info={info} standing={conversation.standingCars} />
    </div>
  );
}
