import {
  eventEnvelope,
  eventPayload,
  ledReportedPayload,
  MAX_PAYLOAD_BYTES,
  occupancyPayload,
  onlinePayload,
  responsePayload,
  statusPayload,
  telemetryPayload,
} from '../../../shared/mqtt/payloads.ts';
import { parseUpTopic, type UpTopic } from '../../../shared/mqtt/topics.ts';
import type { ControllerMessage } from '../../app/detection/controller-message.ts';

export type Translated =
  | { readonly kind: 'message'; readonly message: ControllerMessage }
  /** A snapshot out of the broker's memory: it proves nothing, but the board may be asked. */
  | { readonly kind: 'remembered'; readonly lotCode: string; readonly controllerId: string }
  /** A board that is no controller yet says what it is. */
  | { readonly kind: 'pending'; readonly controllerId: string; readonly fw: string; readonly slots: readonly string[] }
  | { readonly kind: 'dropped'; readonly reason: DropReason }
  | { readonly kind: 'ignored' };

export type DropReason = 'topic' | 'too-large' | 'not-json' | 'payload';

/** Turns one MQTT packet into what the application understands, or says why not. Pure. */
export function translate(topic: string, payload: Buffer, retain: boolean, receivedAt: number): Translated {
  const parsed = parseUpTopic(topic);
  if (!parsed) return { kind: 'dropped', reason: 'topic' };
  // An empty retained payload only clears the broker's memory.
  if (payload.length === 0) return { kind: 'ignored' };
  if (payload.length > MAX_PAYLOAD_BYTES) return { kind: 'dropped', reason: 'too-large' };
  let json: unknown;
  try {
    json = JSON.parse(payload.toString('utf8'));
  } catch {
    return { kind: 'dropped', reason: 'not-json' };
  }
  return translatePayload(parsed, json, retain, receivedAt);
}

const DROPPED: Translated = { kind: 'dropped', reason: 'payload' };

function translatePayload(topic: UpTopic, json: unknown, retain: boolean, receivedAt: number): Translated {
  if (topic.kind === 'pending') {
    const { success, data } = onlinePayload.safeParse(json);
    return success ? { kind: 'pending', controllerId: topic.controller, fw: data.fw, slots: data.slots } : DROPPED;
  }
  const { lot: lotCode, controller: controllerId } = topic;
  const from = { lotCode, controllerId, receivedAt };
  switch (topic.kind) {
    case 'status':
      return translateStatus(json, retain, from);
    case 'event':
      return translateEvent(json, from);
    case 'telemetry': {
      const { success, data } = telemetryPayload.safeParse(json);
      if (!success) return DROPPED;
      const { bootId, uptimeMs, queue = null, rssi = null, heapFree = null, tempC = null } = data;
      const health = { queue, rssi, heapFree, tempC };
      return { kind: 'message', message: { ...from, kind: 'telemetry', bootId, uptimeMs, ...health } };
    }
    case 'occupancy': {
      const { success, data } = occupancyPayload.safeParse(json);
      if (!success) return DROPPED;
      if (retain) return { kind: 'remembered', lotCode, controllerId };
      return { kind: 'message', message: { ...from, kind: 'occupancy', slotCode: topic.slot, live: true, ...data } };
    }
    case 'led-reported': {
      const { success, data } = ledReportedPayload.safeParse(json);
      if (!success) return DROPPED;
      return { kind: 'message', message: { ...from, kind: 'led-reported', slotCode: topic.slot, ...data } };
    }
    case 'response': {
      const { success, data } = responsePayload.safeParse(json);
      if (!success) return DROPPED;
      const { commandId, status, detail = null } = data;
      return { kind: 'message', message: { ...from, kind: 'response', commandId, status, detail } };
    }
  }
}

type From = { lotCode: string; controllerId: string; receivedAt: number };

function translateStatus(json: unknown, retain: boolean, from: From): Translated {
  const { success, data } = statusPayload.safeParse(json);
  if (!success) return DROPPED;
  const { bootId } = data;
  if (data.status !== 'online')
    return { kind: 'message', message: { ...from, kind: 'gone', status: data.status, bootId } };
  if (retain) return { kind: 'remembered', lotCode: from.lotCode, controllerId: from.controllerId };
  const { fw, uptimeMs, oldestSeq = null, slots } = data;
  return { kind: 'message', message: { ...from, kind: 'online', bootId, fw, uptimeMs, oldestSeq, slots } };
}

function translateEvent(json: unknown, from: From): Translated {
  const whole = eventPayload.safeParse(json);
  if (whole.success) {
    const { bootId, seq, slot, type, uptimeMs, sentUptimeMs, oldestSeq = null, initial = false, at } = whole.data;
    return {
      kind: 'message',
      message: {
        ...from,
        kind: 'event',
        bootId,
        seq,
        rejected: null,
        slotCode: slot,
        type,
        uptimeMs,
        sentUptimeMs,
        oldestSeq,
        initial,
        clockAt: at === undefined ? null : Date.parse(at),
      },
    };
  }
  const envelope = eventEnvelope.safeParse(json);
  if (!envelope.success) return DROPPED;
  const { bootId, seq, slot, type } = envelope.data as { bootId: string; seq: number; slot?: unknown; type?: unknown };
  const [issue] = whole.error.issues;
  return {
    kind: 'message',
    message: {
      ...from,
      kind: 'event',
      bootId,
      seq,
      rejected: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`.slice(0, 200),
      slotCode: typeof slot === 'string' ? slot.slice(0, 16) : '',
      type: typeof type === 'string' ? type.slice(0, 16) : '',
      uptimeMs: 0,
      sentUptimeMs: 0,
      oldestSeq: null,
      initial: false,
      clockAt: null,
    },
  };
}
