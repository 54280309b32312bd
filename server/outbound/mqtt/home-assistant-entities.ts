/**
 * What Home Assistant is told of slots and controllers: one configuration for each entity, and states that they refer to.
 * Fields: https://www.home-assistant.io/integrations/mqtt/ and binary_sensor.mqtt, sensor.mqtt beside it.
 */
import { type HomeAssistantPlatform, homeAssistantTopics } from '../../../shared/mqtt/home-assistant-topics.ts';
import type { Controller, Slot } from '../../app/ports/entities.ts';

export interface Place {
  readonly prefix: string;
  readonly lotCode: string;
  readonly lotName: string;
  /** The board in a browser; null where nobody knows its address. */
  readonly url: string | null;
  readonly version: string;
}

export interface Message {
  readonly topic: string;
  readonly payload: object;
}

interface Entity {
  readonly platform: HomeAssistantPlatform;
  /** In its topic and in its unique id. */
  readonly node: string;
  readonly id: string;
  readonly name: string;
  readonly stateTopic: string;
  /** Of the state. */
  readonly field: string;
  readonly device: object;
  /** Also while the server is there it may be that nobody knows. */
  readonly mayBeUnknown: boolean;
  readonly more: object;
}

/** Everything of one lot: configurations and states, by topic. */
export function messagesOf(place: Place, slots: readonly Slot[], controllers: readonly Controller[]): Message[] {
  const byId = new Map(controllers.map((controller) => [controller.id, controller]));
  return [
    ...slots.flatMap((slot) => ofSlot(place, slot, byId.get(slot.controllerId ?? '') ?? null)),
    ...controllers.flatMap((controller) => ofController(place, controller)),
  ];
}

function ofSlot(place: Place, slot: Slot, controller: Controller | null): Message[] {
  const { lotCode } = place;
  const stateTopic = homeAssistantTopics.slot(lotCode, slot.code);
  const common = {
    ...{ node: lotCode, stateTopic, mayBeUnknown: true },
    device: controller ? deviceOf(place, controller) : lotDevice(place),
  };
  const { state, reported } = slot;
  const isKnown = state !== 'unknown' && state !== 'out-of-service';
  return [
    entity(place, {
      ...common,
      ...{ platform: 'binary_sensor', id: `${slot.code}-occupancy`, name: `Slot ${slot.code}`, field: 'occupancy' },
      more: { device_class: 'occupancy', payload_on: 'ON', payload_off: 'OFF', json_attributes_topic: stateTopic },
    }),
    entity(place, {
      ...common,
      ...{ platform: 'sensor', id: `${slot.code}-led`, name: `Slot ${slot.code} LED`, field: 'led' },
      more: { icon: 'mdi:led-on', entity_category: 'diagnostic' },
    }),
    {
      topic: stateTopic,
      payload: {
        // Unknown is never shown as free: the entity is not available then.
        availability: isKnown ? 'online' : 'offline',
        occupancy: state === 'occupied' || state === 'attention' ? 'ON' : 'OFF',
        state,
        led: reported ? `${reported.color} ${reported.pattern}` : null,
      },
    },
  ];
}

function ofController(place: Place, controller: Controller): Message[] {
  const { lotCode } = place;
  const stateTopic = homeAssistantTopics.controller(lotCode, controller.id);
  const common = { node: controller.id, stateTopic, mayBeUnknown: false, device: deviceOf(place, controller) };
  const diagnostic = { entity_category: 'diagnostic' };
  const { status, lastSeenAt } = controller;
  // Figures of a board that is not there say nothing of it.
  const telemetry = status === 'online' ? controller.telemetry : null;
  return [
    entity(place, {
      ...common,
      ...{ platform: 'binary_sensor', id: 'connectivity', name: 'Connection', field: 'connectivity' },
      more: { ...diagnostic, device_class: 'connectivity', payload_on: 'ON', payload_off: 'OFF' },
    }),
    entity(place, {
      ...common,
      ...{ platform: 'sensor', id: 'last-seen', name: 'Last heard', field: 'lastSeen' },
      more: { ...diagnostic, device_class: 'timestamp' },
    }),
    entity(place, {
      ...common,
      ...{ platform: 'sensor', id: 'signal', name: 'Signal', field: 'signal' },
      more: { ...diagnostic, device_class: 'signal_strength', unit_of_measurement: 'dBm', state_class: 'measurement' },
    }),
    entity(place, {
      ...common,
      ...{ platform: 'sensor', id: 'queue', name: 'Events waiting', field: 'queue' },
      more: { ...diagnostic, state_class: 'measurement', icon: 'mdi:tray-full' },
    }),
    {
      topic: stateTopic,
      payload: {
        connectivity: status === 'online' ? 'ON' : 'OFF',
        lastSeen: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
        signal: telemetry?.rssi ?? null,
        queue: telemetry?.queue ?? null,
      },
    },
  ];
}

function entity(
  place: Place,
  { platform, node, id, name, stateTopic, field, device, mayBeUnknown, more }: Entity,
): Message {
  const { prefix, version, url } = place;
  const server = { topic: homeAssistantTopics.server };
  return {
    topic: homeAssistantTopics.config(prefix, platform, node, id),
    payload: {
      name,
      unique_id: `parkwire_${node}_${id}`,
      state_topic: stateTopic,
      value_template: `{{ value_json.${field} }}`,
      qos: 1,
      availability_mode: 'all',
      availability: mayBeUnknown
        ? [server, { topic: stateTopic, value_template: '{{ value_json.availability }}' }]
        : [server],
      device,
      origin: { name: 'Parkwire', sw_version: version, ...(url === null ? {} : { support_url: url }) },
      ...more,
    },
  };
}

function deviceOf({ lotName, lotCode, url }: Place, { id, fw }: Controller): object {
  return {
    identifiers: [`parkwire_${id}`],
    name: id,
    manufacturer: 'Parkwire',
    model: 'Slot controller',
    suggested_area: lotName,
    ...(fw === null || fw === '' ? {} : { sw_version: fw }),
    ...(url === null ? {} : { configuration_url: `${url}/?lot=${lotCode}#/controllers` }),
  };
}

/** Slots that no controller serves are the car park's own. */
function lotDevice({ lotName, lotCode, url }: Place): object {
  return {
    identifiers: [`parkwire_lot_${lotCode}`],
    name: lotName,
    manufacturer: 'Parkwire',
    model: 'Car park',
    ...(url === null ? {} : { configuration_url: `${url}/?lot=${lotCode}` }),
  };
}
