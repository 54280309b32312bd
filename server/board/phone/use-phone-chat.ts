import { useCallback, useEffect, useReducer, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { PHONE_NAMESPACE, PhoneClientEvents, PhoneServerEvents } from '../../../shared/live/phone-events.ts';
import { ApiError, sendPhoneMessage } from '../api-client.ts';
import { texts } from '../texts.ts';
import { type ChatState, emptyChat, reduceChat } from './chat-store.ts';

/** Spelled here so that the wire contract's validator stays out of the bundle; the type keeps the two the same. */
const namespace: typeof PHONE_NAMESPACE = '/phone';

const answerMs = 10_000;
const retryMs = 3000;

export interface PhoneChat {
  chat: ChatState;
  isOnline: boolean;
  /** The server's code when it will not show the conversation. */
  refused: string | null;
  /** Slots with a simulated car on them; null until the server told, and where there are no such cars. */
  standingCars: readonly string[] | null;
  /** Sends a message; `messageId` is given again when it is another try of the same one. */
  send: (body: string, messageId?: string) => void;
}

/** The conversation of one number, which must not change during the life of the component: key it by the number. */
export function usePhoneChat(phone: string): PhoneChat {
  const [chat, dispatch] = useReducer(reduceChat, emptyChat);
  const [isOnline, setIsOnline] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [standingCars, setStandingCars] = useState<readonly string[] | null>(null);

  useEffect(() => {
    const socket: Socket<PhoneServerEvents, PhoneClientEvents> = io(namespace, {
      forceNew: true,
      reconnectionDelayMax: retryMs,
    });
    let retry: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const join = () => {
      socket.timeout(answerMs).emit('join', { phone }, (error, answer) => {
        if (isOver || !socket.connected) return;
        if (error !== null) {
          retry = setTimeout(join, retryMs);
          return;
        }
        setRefused(answer.ok ? null : answer.code);
        setIsOnline(answer.ok);
        if (answer.ok) dispatch({ kind: 'history', messages: answer.messages });
      });
    };
    const reconnectLater = () => {
      // The library comes back by itself unless it was the server who ended or refused the connection.
      if (!isOver && !socket.active) retry = setTimeout(() => socket.connect(), retryMs);
    };
    socket.on('connect', join);
    socket.on('disconnect', () => {
      if (!isOver) setIsOnline(false);
      reconnectLater();
    });
    socket.on('connect_error', reconnectLater);
    socket.on('cars', setStandingCars);
    socket.on('message', (message) => dispatch({ kind: 'message', message }));
    return () => {
      isOver = true;
      clearTimeout(retry);
      socket.disconnect();
    };
  }, [phone]);

  const send = useCallback(
    (body: string, again?: string) => {
      const messageId = again ?? newMessageId();
      dispatch({ kind: 'sending', messageId, body, at: new Date().toISOString() });
      sendPhoneMessage(phone, body, messageId).then(
        () => dispatch({ kind: 'sent', messageId }),
        (error: unknown) => dispatch({ kind: 'failed', messageId, error: explain(error) }),
      );
    },
    [phone],
  );

  return { chat, isOnline, refused, standingCars, send };
}

/** `crypto.randomUUID` is missing where a page is served over plain HTTP to another machine. */
function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError) || error.code === 'offline') return texts.phone.noConnection;
  return error.message;
}
