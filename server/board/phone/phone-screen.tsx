import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PhoneMessage } from '../../../shared/live/phone-events.ts';
import { SendIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import { Bubble, draw, PendingBubble } from './bubble.tsx';
import classes from './phone-screen.module.css';
import { useEndInView } from './use-end-in-view.ts';
import type { PhoneChat } from './use-phone-chat.ts';
import { readMarkup } from './whatsapp-markup.ts';

/** As on the wire (`devMessageRequest`). */
const maxLength = 4000;

interface PhoneScreenProps {
  conversation: PhoneChat;
  lotName: string;
  /** The slot that the quick reply books. */
  slot: string;
}

/** What the latest message offers, as WhatsApp shows buttons and the rows of a list. */
function Choices({ options, onChoose }: { options: PhoneMessage['options']; onChoose: (text: string) => void }) {
  if (options.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a legend and a frame, these are buttons in a column
    <div className={classes['choices']} role="group" aria-label={texts.phone.choices} data-testid="choices">
      {options.map(({ text, title }) => (
        <Button key={text} size="compact-md" radius="md" variant="default" onClick={() => onChoose(text)}>
          {title}
        </Button>
      ))}
    </div>
  );
}

/** The telephone itself. */
export function PhoneScreen({ conversation, lotName, slot }: PhoneScreenProps) {
  const { chat, isOnline, refused, send } = conversation;
  const [text, setText] = useState('');
  const count = chat.messages.length + chat.pending.length;

  const last = chat.messages.at(-1);
  // Only the latest question can be answered by a tap.
  const open = last?.direction === 'outbound' && chat.pending.length === 0 ? last.options : [];

  const { list, showEnd } = useEndInView(count);

  /** Whoever speaks wants to see the answer, wherever they were reading. */
  function say(body: string, again?: string) {
    showEnd();
    send(body, again);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = text.trim();
    if (body === '') return;
    say(body);
    setText('');
  }

  return (
    <section className={classes['phone']} aria-label={texts.phone.title}>
      <header className={classes['header']}>
        <img src="/favicon.svg" alt="" className={classes['avatar']} />
        <div>
          <h1 className={classes['contact']}>
            {lotName === '' ? texts.phone.contact : `${texts.phone.contact} · ${lotName}`}
          </h1>
          <div className={classes['presence']} role="status" data-testid="phone-presence">
            {isOnline ? texts.phone.online : texts.phone.connecting}
          </div>
        </div>
      </header>
      <div
        ref={list}
        className={classes['messages']}
        role="log"
        aria-label={texts.phone.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-testid="phone-messages"
      >
        {refused !== null && <p className={classes['note']}>{texts.phone.refused(refused)}</p>}
        {count === 0 && refused === null && <p className={classes['note']}>{draw(readMarkup(texts.phone.empty))}</p>}
        {chat.messages.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
        <Choices options={open} onChoose={say} />
        {chat.pending.map((message) => (
          <PendingBubble
            key={message.messageId}
            message={message}
            onRetry={() => say(message.body, message.messageId)}
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a legend and a frame, these are buttons in a row */}
      <div className={classes['chips']} role="group" aria-label={texts.phone.quickReplies}>
        {['menu', 'slots', `book ${slot}`, 'status', 'balance', 'cancel'].map((reply) => (
          <Button
            key={reply}
            size="compact-sm"
            radius="xl"
            variant="default"
            className={classes['chip']}
            onClick={() => say(reply)}
          >
            {reply}
          </Button>
        ))}
      </div>
      <form className={classes['composer']} onSubmit={submit}>
        <TextInput
          className={classes['input']}
          radius="xl"
          size="md"
          aria-label={texts.phone.input}
          placeholder={texts.phone.placeholder}
          autoComplete="off"
          enterKeyHint="send"
          maxLength={maxLength}
          data-testid="phone-input"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          size="2.625rem"
          radius="xl"
          aria-label={texts.phone.send}
          data-testid="phone-send"
          className={classes['send']}
        >
          <SendIcon />
        </ActionIcon>
      </form>
    </section>
  );
}
