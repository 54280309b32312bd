import { ActionIcon, Alert, Button, Group, Menu, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ConversationView } from '../../../../shared/http/conversations.ts';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { ApiError, answerConversation, changeConversation } from '../../api-client.ts';
import { driverLabel, formatMoment } from '../../format.ts';
import { BackIcon, ChevronIcon, SendIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { locale, texts } from '../../texts.ts';
import classes from './thread.module.css';
import { ThreadMessage } from './thread-message.tsx';
import { useThread } from './use-thread.ts';

interface ThreadProps {
  conversation: ConversationView;
  /** The slot the driver has now, where it is one of this lot's. */
  slot: SlotView | undefined;
  lot: BoardSnapshot['lot'];
  skewMs: number;
  onOpenSlot: (code: string) => void;
  onChanged: () => void;
  onClose: () => void;
}

const words = texts.inbox;

/** One conversation: what was said, and the field to answer in. */
export function Thread({ conversation, slot, lot, skewMs, onOpenSlot, onChanged, onClose }: ThreadProps) {
  const { driverId, phone, plate, handover, windowOpenUntil } = conversation;
  const now = useNow() + skewMs;
  const thread = useThread(driverId, conversation.latest?.id ?? '');
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** One key for one answer, however often it is tried. */
  const key = useRef(crypto.randomUUID());
  const end = useRef<HTMLDivElement>(null);
  const newest = thread.messages?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: down to what was said last, whenever it moves
  useEffect(() => {
    // Newer browsers answer a promise here, which is nothing to clean up with.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);

  async function act(what: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFailure(null);
    try {
      await what();
      return true;
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : String(error));
      return false;
    } finally {
      setBusy(false);
      onChanged();
      thread.reload();
    }
  }

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    const answer = text.trim();
    if (answer === '' || isBusy) return;
    if (!(await act(() => answerConversation(driverId, answer, key.current)))) return;
    key.current = crypto.randomUUID();
    setText('');
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }

  const isLate = windowOpenUntil === null || Date.parse(windowOpenUntil) <= now;
  return (
    <section className={classes['thread']} aria-label={words.thread(driverLabel(conversation))} data-testid="thread">
      <header className={classes['header']}>
        <ActionIcon
          className={classes['back']}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words.close}
          onClick={onClose}
        >
          <BackIcon />
        </ActionIcon>
        <div className={classes['who']}>
          <h2 className={classes['name']}>{driverLabel(conversation)}</h2>
          <p className={classes['facts']}>
            {phone !== null && phone !== driverLabel(conversation) && <a href={`tel:${phone}`}>{phone}</a>}
            {plate !== null && <span className={classes['mono']}>{plate}</span>}
            {slot !== undefined && (
              <Button size="compact-xs" variant="default" onClick={() => onOpenSlot(slot.code)}>
                {words.slot(slot.code, texts.states[slot.state])}
              </Button>
            )}
          </p>
        </div>
        <Group gap={4} wrap="nowrap" className={classes['actions']}>
          <Button
            size="compact-sm"
            data-testid="hand-back"
            disabled={isBusy}
            onClick={() => void act(() => changeConversation(driverId, 'hand-back', { tell: true }))}
          >
            {words.handBack}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.more}>
                <ChevronIcon />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void act(() => changeConversation(driverId, 'take', { force: true }))}>
                {words.take}
              </Menu.Item>
              <Menu.Item onClick={() => void act(() => changeConversation(driverId, 'hand-back', { tell: false }))}>
                {words.handBackQuietly}
              </Menu.Item>
              <Menu.Item onClick={() => void act(() => changeConversation(driverId, 'reset'))}>{words.reset}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </header>
      <div className={classes['messages']} role="log" aria-label={words.messages}>
        {(thread.messages ?? []).map((message) => (
          <ThreadMessage key={message.id} message={message} lot={lot} now={now} />
        ))}
        <div ref={end} />
      </div>
      {conversation.question !== null && <p className={classes['note']}>{words.question}</p>}
      {handover?.takenBy != null && <p className={classes['note']}>{words.takenBy(handover.takenBy)}</p>}
      {failure !== null && (
        <Alert color="red" role="alert" m="xs">
          {failure}
        </Alert>
      )}
      <form className={classes['form']} onSubmit={(event) => void send(event)}>
        <Textarea
          className={classes['field']}
          aria-label={words.answer}
          placeholder={words.answer}
          description={isLate ? words.late : words.openUntil(formatMoment(windowOpenUntil, now, lot.timeZone, locale))}
          inputWrapperOrder={['input', 'description']}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={1000}
          value={text}
          data-testid="answer"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <ActionIcon type="submit" size="lg" aria-label={words.send} disabled={text.trim() === ''} loading={isBusy}>
          <SendIcon />
        </ActionIcon>
      </form>
    </section>
  );
}
