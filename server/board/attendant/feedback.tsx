import { Button, Group, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { ApiError } from '../api-client.ts';
import { texts } from '../texts.ts';
import { refusals } from './refusals.ts';

const undoMs = 10_000;
const closeButtonProps = { 'aria-label': texts.feedback.close };

/** What a failed request is told as: in the board's language where a refusal is a usual one, else in the server's words. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError && error.code === 'offline') return texts.feedback.offline;
  if (error instanceof ApiError) return refusals[error.code] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

export function tellFailure(error: unknown): void {
  notifications.show({ message: wordsOf(error), color: 'red', autoClose: undoMs, role: 'alert', closeButtonProps });
}

export function tellDone(message: string): void {
  notifications.show({ message, closeButtonProps });
}

/** Says what was done, with a button that takes it back while it is there: ten seconds. */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({
    autoClose: undoMs,
    closeButtonProps,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          // The words give way, not the button.
          style={{ flexShrink: 0 }}
          data-testid="undo"
          onClick={() => {
            notifications.hide(id);
            undo().then(() => tellDone(texts.feedback.undone), tellFailure);
          }}
        >
          {texts.feedback.undo}
        </Button>
      </Group>
    ),
  });
}

/** Asks before money moves, or something ends that cannot be begun again. Answers whether it was agreed to. */
export function confirm(question: {
  title: string;
  text: string;
  yes: string;
  isDangerous?: boolean;
}): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: question.title,
      children: (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {question.text}
        </Text>
      ),
      labels: { confirm: question.yes, cancel: texts.feedback.no },
      confirmProps: { 'data-testid': 'confirm', ...(question.isDangerous ? { color: 'red' } : {}) },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
