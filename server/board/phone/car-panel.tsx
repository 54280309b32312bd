import { Alert, Button, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DevPhoneInfo } from '../../../shared/live/phone-events.ts';
import { ApiError, driveCar } from '../api-client.ts';
import { ArrowInIcon, ArrowOutIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import classes from './car-panel.module.css';

const actions = ['in', 'out'] as const;
type Action = (typeof actions)[number];
const icons = { in: ArrowInIcon, out: ArrowOutIcon };
const labels: Record<Action, string> = { in: texts.car.driveIn, out: texts.car.driveOut };

interface CarPanelProps {
  info: DevPhoneInfo;
  /** Slots with a car on them; null while nobody told. */
  standing: readonly string[] | null;
}

/** Drives the visitor's simulated car: what a sensor on a real slot would see. */
export function CarPanel({ info, standing }: CarPanelProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function drive(slot: string, action: Action) {
    setBusy(`${slot}-${action}`);
    setError(null);
    try {
      await driveCar(slot, action);
    } catch (caught) {
      const isSaid = caught instanceof ApiError && caught.code !== 'offline';
      setError(texts.car.failed(slot, isSaid ? caught.message : texts.phone.noConnection));
    } finally {
      setBusy(null);
    }
  }

  const canDrive = info.cars && info.visitorSlots.length > 0;
  return (
    <Paper withBorder radius="lg" className={classes['car']} component="section" aria-label={texts.car.title}>
      <Title order={2} size="h4" className={classes['words']}>
        {texts.car.title}
      </Title>
      <Text size="sm" c="dimmed" className={canDrive ? classes['words'] : undefined}>
        {canDrive ? texts.car.text : texts.car.none}
      </Text>
      {canDrive &&
        info.visitorSlots.map((slot) => {
          const isThere = standing?.includes(slot);
          return (
            <div key={slot} className={classes['slot']}>
              <div>
                <div className={classes['name']}>{texts.car.slot(slot)}</div>
                <div className={classes['state']} role="status" data-testid={`car-state-${slot}`}>
                  {isThere === undefined ? texts.car.unknown : isThere ? texts.car.there : texts.car.empty}
                </div>
              </div>
              <div className={classes['buttons']}>
                {actions.map((action) => {
                  const Icon = icons[action];
                  const isPossible = isThere === (action === 'out');
                  return (
                    <Button
                      key={action}
                      px="sm"
                      leftSection={<Icon size="1.1em" />}
                      loading={busy === `${slot}-${action}`}
                      disabled={busy !== null || !isPossible}
                      onClick={() => void drive(slot, action)}
                      data-testid={`drive-${action}-${slot}`}
                    >
                      {labels[action]}
                    </Button>
                  );
                })}
              </div>
            </div>
          );
        })}
      {error !== null && (
        <Alert color="red" role="alert" data-testid="car-error">
          {error}
        </Alert>
      )}
    </Paper>
  );
}
