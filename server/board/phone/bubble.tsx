import { Button, Loader } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { PhoneMessage } from '../../../shared/live/phone-events.ts';
import { formatMoment } from '../format.ts';
import { CheckIcon, DoubleCheckIcon, TriangleIcon } from '../icons.tsx';
import { locale, texts } from '../texts.ts';
import classes from './bubble.module.css';
import type { PendingMessage } from './chat-store.ts';
import { type Markup, readMarkup } from './whatsapp-markup.ts';

/** The times of a phone are in the zone of who holds it. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Bubble({ message }: { message: PhoneMessage }) {
  const isMine = message.direction === 'inbound';
  return (
    <Shape isMine={isMine} body={message.body} at={message.at} testId="message">
      {isMine ? (
        <DoubleCheckIcon size="0.95rem" />
      ) : (
        message.status === 'failed' && (
          <span title={texts.phone.undelivered}>
            <TriangleIcon size="0.95rem" />
          </span>
        )
      )}
    </Shape>
  );
}

export function PendingBubble({ message, onRetry }: { message: PendingMessage; onRetry: () => void }) {
  return (
    <>
      <Shape isMine body={message.body} at={message.at} testId="pending-message">
        {message.state === 'sending' && <Loader size="0.75rem" color="gray" aria-label={texts.phone.sending} />}
        {message.state === 'sent' && <CheckIcon size="0.95rem" />}
        {message.state === 'failed' && <TriangleIcon size="0.95rem" />}
      </Shape>
      {message.state === 'failed' && (
        <div className={classes['failed']} role="alert">
          <span>{`${texts.phone.failed}: ${message.error ?? ''}`}</span>
          <Button size="compact-sm" variant="default" onClick={onRetry} data-testid="retry">
            {texts.phone.retry}
          </Button>
        </div>
      )}
    </>
  );
}

interface ShapeProps {
  isMine: boolean;
  body: string;
  at: string;
  testId: string;
  children: ReactNode;
}

function Shape({ isMine, body, at, testId, children }: ShapeProps) {
  return (
    <div className={classes['bubble']} data-mine={isMine} data-testid={testId}>
      <span className={classes['body']}>{draw(readMarkup(body))}</span>
      <span className={classes['meta']}>
        <time dateTime={at} className="pw-number">
          {formatMoment(at, Date.now(), timeZone, locale)}
        </time>
        {children}
      </span>
    </div>
  );
}

/** Texts become text nodes, markers become elements: nothing of a message is ever read as HTML. */
export function draw(markup: readonly Markup[]): ReactNode[] {
  return markup.map((one, index) => drawOne(one, `${index}-${one.kind}`));
}

function drawOne(one: Markup, key: string): ReactNode {
  switch (one.kind) {
    case 'text':
      return <Fragment key={key}>{inOnePiece(one.text)}</Fragment>;
    case 'mono':
      return <code key={key}>{one.text}</code>;
    case 'bold':
      return <strong key={key}>{draw(one.children)}</strong>;
    case 'italic':
      return <em key={key}>{draw(one.children)}</em>;
    case 'strike':
      return <s key={key}>{draw(one.children)}</s>;
  }
}

/** A line may end at a hyphen, but not at the one of a reference such as PW-26N7HH. */
function inOnePiece(text: string): ReactNode[] {
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const { 0: reference, index } of text.matchAll(/\b[A-Z]{2}-[A-Z0-9]{4,10}\b/g)) {
    const piece = (
      <span key={index} className={classes['reference']}>
        {reference}
      </span>
    );
    pieces.push(text.slice(from, index), piece);
    from = index + reference.length;
  }
  return [...pieces, text.slice(from)];
}
