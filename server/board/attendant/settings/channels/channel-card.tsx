import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatMoment } from '../../../format.ts';
import { locale } from '../../../texts.ts';
import { confirm, offerUndo, tellDone, tellFailure } from '../../feedback.tsx';
import page from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { type ChannelView, changeChannel, closeChannel } from './api.ts';
import classes from './channels.module.css';
import { CredentialsDialog } from './credentials-dialog.tsx';
import { TestDialog } from './test-dialog.tsx';
import { words } from './words.ts';

interface ChannelCardProps {
  lot: PageProps['lot'];
  channel: ChannelView;
  onDone: () => void;
}

/** One number: whose it is, how it fares, and what can be done with it. */
export function ChannelCard({ lot, channel, onDone }: ChannelCardProps) {
  const { id, kind, purpose, address, state, source, isReadable, health } = channel;
  const shown = address.replace(/^whatsapp:/, '');
  const color = state === 'disabled' ? 'gray' : 'blue';
  return (
    <section className={page['card']} aria-label={`${words.kinds[kind]} ${shown}`} data-testid={`channel-${shown}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <h3>
              {words.kinds[kind]} · {shown}
            </h3>
            <Text className={page['soft'] ?? ''}>
              {source === 'lot' ? words.own : words.environment}, {words.purposes[purpose]}
            </Text>
          </div>
          <Group gap="xs">
            <Badge variant="light" color={color} data-testid="channel-state">
              {words.states[state]}
            </Badge>
            {!isReadable && (
              <Badge variant="light" color="red">
                {words.sealed}
              </Badge>
            )}
            {health.isWell !== null && (
              <Badge variant="light" color={health.isWell ? 'blue' : 'red'}>
                {health.isWell ? words.well : words.ill}
              </Badge>
            )}
          </Group>
        </Group>
        {!isReadable && (
          <Alert color="red" role="alert">
            {words.sealedHint}
          </Alert>
        )}
        <Health lot={lot} channel={channel} />
        {id === null ? (
          <Text className={page['soft'] ?? ''}>{words.environmentHint}</Text>
        ) : (
          <Actions lot={lot.code} id={id} channel={channel} shown={shown} onDone={onDone} />
        )}
      </Stack>
    </section>
  );
}

function Health({ lot, channel: { account, health } }: Pick<ChannelCardProps, 'lot' | 'channel'>) {
  const said = words.health;
  const moment = (at: string | null) => (at === null ? said.never : formatMoment(at, Date.now(), lot.timeZone, locale));
  const lines: [string, ReactNode][] = [
    [said.checked, health.detail ?? words.unknown],
    [said.received, moment(health.lastReceivedAt)],
    [said.sent, moment(health.lastSentAt)],
    [said.day, `${health.sentLastDay}${health.quota === null ? '' : ` ${said.quota(health.quota)}`}`],
  ];
  if (health.lastError !== null) lines.push([said.error, `${health.lastError} (${moment(health.lastErrorAt)})`]);
  if (health.sandboxExpiresAt !== null) lines.push([said.sandbox, moment(health.sandboxExpiresAt)]);
  if (health.templates.length > 0) {
    const each = health.templates.map(({ name, language, status }) => `${name} (${language}): ${status}`);
    lines.push([said.templates, each.join(', ')]);
  }
  if (account !== null) lines.push([said.account, account]);
  return (
    <dl className={classes['facts']}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ActionsProps {
  lot: string;
  id: string;
  channel: ChannelView;
  shown: string;
  onDone: () => void;
}

function Actions({ lot, id, channel, shown, onDone }: ActionsProps) {
  const [dialog, setDialog] = useState<'test' | 'credentials' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isOff = channel.state === 'disabled';
  const close = () => setDialog(null);

  async function act(what: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    try {
      await what();
      onDone();
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  const turn = () =>
    act(async () => {
      await changeChannel(lot, id, { state: isOff ? 'connected' : 'disabled' });
      offerUndo(isOff ? words.enabled(shown) : words.disabled(shown), async () => {
        await changeChannel(lot, id, { state: isOff ? 'disabled' : 'connected' });
        onDone();
      });
    });

  const end = () =>
    act(async () => {
      const question = { title: words.closeTitle(shown), text: words.closeQuestion, yes: words.close };
      if (!(await confirm({ ...question, isDangerous: true }))) return;
      await closeChannel(lot, id);
      tellDone(words.closed(shown));
    });

  const button = (what: string, testId: string, onClick: () => void) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={isBusy}
      aria-label={words.of(what, shown)}
      data-testid={testId}
      onClick={onClick}
    >
      {what}
    </Button>
  );
  return (
    <Group gap="xs">
      {button(words.test, 'test-channel', () => setDialog('test'))}
      {button(words.credentials, 'credentials', () => setDialog('credentials'))}
      {button(isOff ? words.enable : words.disable, 'turn-channel', () => void turn())}
      {button(words.close, 'close-channel', () => void end())}
      {dialog === 'test' && <TestDialog lot={lot} id={id} shown={shown} onDone={onDone} onClose={close} />}
      {dialog === 'credentials' && (
        <CredentialsDialog lot={lot} id={id} kind={channel.kind} shown={shown} onDone={onDone} onClose={close} />
      )}
    </Group>
  );
}
