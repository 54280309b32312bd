import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { CommandRequest, ControllerDetail, ControllersAnswer } from '../../../../shared/http/controllers.ts';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { confirm, tellDone, tellFailure } from '../feedback.tsx';
import { useMay } from '../staff.ts';
import { removeController, sendCommand } from './api.ts';
import { RotateSecret } from './rotate-secret.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { SlotsDialog } from './slots-dialog.tsx';
import { words } from './words.ts';

interface ControllerActionsProps {
  lot: string;
  controller: ControllerDetail;
  slots: readonly SlotView[];
  broker: ControllersAnswer['broker'];
  onDone: () => void;
  onRemoved: () => void;
  opened: Dialog | null;
  onOpen: (dialog: Dialog | null) => void;
}

/** What is asked over the drawer; held outside, because Escape then closes that alone. */
export type Dialog = 'slots' | 'settings' | 'secret' | 'question';

/** What may be done with a controller; each role sees what it may. */
export function ControllerActions(props: ControllerActionsProps) {
  const { lot, controller, slots, broker, onDone, onRemoved, opened, onOpen } = props;
  const { id } = controller;
  const mayAct = useMay('attendant');
  const mayAll = useMay('admin');
  const [isBusy, setBusy] = useState(false);
  // Not at once: the same press of Escape must not find the drawer alone and close it too.
  const close = () => void setTimeout(() => onOpen(null));

  async function act(what: () => Promise<unknown>, done: string): Promise<boolean> {
    setBusy(true);
    try {
      await what();
      tellDone(done);
      onDone();
      return true;
    } catch (error) {
      tellFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  }

  const command = (name: CommandRequest['name']) => act(() => sendCommand(lot, id, { name }), words.asked[name]);

  async function ask(question: Parameters<typeof confirm>[0]): Promise<boolean> {
    onOpen('question');
    try {
      return await confirm(question);
    } finally {
      close();
    }
  }

  async function restart(): Promise<void> {
    const agreed = await ask({ title: words.restart, text: words.restartQuestion(id), yes: words.restart });
    if (agreed) await command('restart');
  }

  async function remove(): Promise<void> {
    const text = words.removeQuestion(id, controller.slots.join(', '));
    const agreed = await ask({ title: words.remove, text, yes: words.remove, isDangerous: true });
    if (agreed && (await act(() => removeController(lot, id), words.removed(id)))) onRemoved();
  }

  if (!mayAct) return null;
  return (
    <Group gap="xs" role="group" aria-label={words.actions}>
      <Button
        size="sm"
        disabled={isBusy}
        title={words.identifyHint}
        onClick={() => void command('identify')}
        data-testid="identify"
      >
        {words.identify}
      </Button>
      <Button size="sm" variant="default" disabled={isBusy} onClick={() => void command('resync')} data-testid="resync">
        {words.resync}
      </Button>
      <Button size="sm" variant="default" disabled={isBusy} onClick={() => void restart()} data-testid="restart">
        {words.restart}
      </Button>
      {mayAll && (
        <>
          <Button size="sm" variant="default" onClick={() => onOpen('slots')} data-testid="assign">
            {words.assignSlots}
          </Button>
          <Button size="sm" variant="default" onClick={() => onOpen('settings')} data-testid="settings">
            {words.settingsAction}
          </Button>
          <Button size="sm" variant="default" onClick={() => onOpen('secret')} data-testid="rotate">
            {words.rotateAction}
          </Button>
          <Button
            size="sm"
            variant="default"
            c="var(--pw-error)"
            disabled={isBusy}
            onClick={() => void remove()}
            data-testid="remove"
          >
            {words.remove}
          </Button>
        </>
      )}
      {opened === 'slots' && (
        <SlotsDialog lot={lot} controller={controller} slots={slots} onDone={onDone} onClose={close} />
      )}
      {opened === 'settings' && <SettingsDialog lot={lot} id={id} known={controller.config} onClose={close} />}
      {opened === 'secret' && (
        <RotateSecret lot={lot} controller={controller} broker={broker} onDone={onDone} onClose={close} />
      )}
    </Group>
  );
}
