import { topics } from '../../../shared/mqtt/topics.ts';
import type { ControllerCommand, ControllerSpeaker } from '../../app/ports/controller-care.ts';
import type { MqttLink } from './mqtt-link.ts';

/** Tells controllers by MQTT what staff want of them. */
export class ControllerVoice implements ControllerSpeaker {
  private readonly link: MqttLink;

  constructor(link: MqttLink) {
    this.link = link;
  }

  isReady(): boolean {
    return this.link.connected;
  }

  command(lotCode: string, { id, controllerId, name, args, expiresAt }: ControllerCommand): Promise<boolean> {
    const payload = { commandId: id, name, args, expiresAt: new Date(expiresAt).toISOString() };
    return this.link.publish(topics.command(lotCode, controllerId), payload, { qos: 1, retain: false });
  }

  /** Tells a board that was let in where it belongs. */
  assigned(controllerId: string, lotCode: string, slots: readonly string[]): Promise<boolean> {
    return this.link.publish(topics.pendingAssigned(controllerId), { lot: lotCode, slots }, { qos: 1, retain: false });
  }

  async clear(lotCode: string, controllerId: string, slotCode: string | null): Promise<boolean> {
    const left =
      slotCode === null
        ? [topics.status(lotCode, controllerId)]
        : [topics.occupancy, topics.ledReported, topics.ledDesired].map((of) => of(lotCode, controllerId, slotCode));
    const cleared = await Promise.all(left.map((topic) => this.link.publish(topic, null, { qos: 1, retain: true })));
    return cleared.every(Boolean);
  }
}
