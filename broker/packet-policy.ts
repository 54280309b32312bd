import type { RefusalReason } from './access.ts';
import type { OnHeader } from './frame-scanner.ts';

const CONNECT = 1;
const PUBLISH = 3;
/** PUBACK, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT. The rest a server sends, belongs to QoS 2 or is reserved. */
const FROM_CLIENT = new Set([4, 8, 10, 12, 14]);

/**
 * What a client's packet headers may be, in order, judged before Aedes sees them. QoS 2 closes the connection: 3.1.1
 * has no way to say no to one message, and a downgrade in silence would promise "exactly once" and not keep it.
 */
export function packetPolicy(): OnHeader<RefusalReason> {
  let connected = false;
  return (firstByte) => {
    const type = firstByte >> 4;
    if (!connected) {
      connected = true;
      return type === CONNECT ? undefined : 'protocol-error'; // [MQTT-3.1.0-1]
    }
    if (type === PUBLISH) {
      const qos = (firstByte >> 1) & 3;
      if (qos === 3) return 'protocol-error'; // [MQTT-3.3.1-4]
      return qos === 2 ? 'qos-2' : undefined;
    }
    return FROM_CLIENT.has(type) ? undefined : 'protocol-error'; // [MQTT-3.1.0-2] among them
  };
}
