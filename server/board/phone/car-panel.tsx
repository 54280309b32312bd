import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DevPhoneInfo } from '../../../shared/live/phone-events.ts';
import { ApiError, driveCar } from '../api-client.ts';
import { ArrowInIcon, ArrowOutIcon } from '../icons.tsx';
import { texts } from '../texts.ts';

type News = { isError: boolean; words: string } | null;

/** Drives the visitor's simulated car: what a sensor on a real slot would see. */
export function CarPanel({ info }: { info: DevPhoneInfo }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [news, setNews] = useState<News>(null);

  async function drive(slot: string, action: 'in' | 'out') {
    setBusy(`${slot}-${action}`);
    setNews(null);
    try {
      await driveCar(slot, action);
      setNews({ isError: false, words: texts.car.done[action](slot) });
    } catch (error) {
      const isSaid = error instanceof ApiError && error.code !== 'offline';
      setNews({ isError: true, words: texts.car.failed(slot, isSaid ? error.message : texts.phone.noConnection) });
    } finally {
      setBusy(null);
    }
  }

  const canDrive = info.cars && info.visitorSlots.length > 0;
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-label={texts.car.title}>
      <Stack gap="md">
        <Title order={2} size="h4">
          {texts.car.title}
        </Title>
        <Text size="sm" c="dimmed">
          {canDrive ? texts.car.text : texts.car.none}
        </Text>
        {canDrive &&
          info.visitorSlots.map((slot) => (
            <Group key={slot} justify="space-between" wrap="nowrap">
              <Text fw={650} style={{ whiteSpace: 'nowrap' }}>
                {texts.car.slot(slot)}
              </Text>
              <Group gap="xs" wrap="nowrap">
                <Button
                  px="sm"
                  leftSection={<ArrowInIcon size="1.1em" />}
                  loading={busy === `${slot}-in`}
                  disabled={busy !== null && busy !== `${slot}-in`}
                  onClick={() => void drive(slot, 'in')}
                  data-testid={`drive-in-${slot}`}
                >
                  {texts.car.driveIn}
                </Button>
                <Button
                  variant="default"
                  px="sm"
                  leftSection={<ArrowOutIcon size="1.1em" />}
                  loading={busy === `${slot}-out`}
                  disabled={busy !== null && busy !== `${slot}-out`}
                  onClick={() => void drive(slot, 'out')}
                  data-testid={`drive-out-${slot}`}
                >
                  {texts.car.driveOut}
                </Button>
              </Group>
            </Group>
          ))}
        {news !== null && (
          <Alert color={news.isError ? 'red' : 'blue'} role={news.isError ? 'alert' : 'status'} data-testid="car-news">
            {news.words}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}
