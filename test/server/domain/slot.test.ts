import { expect } from 'chai';
import fc from 'fast-check';
import { type DesiredLed, sameLook } from '../../../server/domain/led.ts';
import { desiredLed, INITIAL_LED, type SlotFacts, type SlotState, slotState } from '../../../server/domain/slot.ts';

const facts: SlotFacts = { outOfService: false, health: 'online', car: 'none', reserved: false };
const everything: SlotFacts[] = [true, false].flatMap((outOfService) =>
  (['manual', 'online', 'silent'] as const).flatMap((health) =>
    (['none', 'accounted', 'attention'] as const).flatMap((car) =>
      [true, false].map((reserved) => ({ outOfService, health, car, reserved })),
    ),
  ),
);

/** The table of the controller protocol. */
const PROTOCOL: readonly (readonly [SlotState, string, string])[] = [
  ['free', 'green', 'solid'],
  ['reserved', 'blue', 'solid'],
  ['occupied', 'red', 'solid'],
  ['attention', 'red', 'blink'],
  ['out-of-service', 'amber', 'solid'],
];
const states: SlotState[] = [...PROTOCOL.map(([state]) => state), 'unknown'];

describe('slot', () => {
  it('is out of service, then attention, occupied, reserved, free, where several hold', () => {
    const order = [
      slotState({ ...facts, outOfService: true, car: 'attention', reserved: true }),
      slotState({ ...facts, car: 'attention', reserved: true }),
      slotState({ ...facts, car: 'accounted', reserved: true }),
      slotState({ ...facts, reserved: true }),
      slotState(facts),
    ];
    expect(order).to.deep.equal(['out-of-service', 'attention', 'occupied', 'reserved', 'free']);
  });

  it('with a silent controller is unknown and never called free, whatever else holds', () => {
    const silent = everything.filter(({ health }) => health === 'silent');
    expect(silent).to.have.lengthOf(12);
    for (const one of silent) expect(slotState(one)).to.equal(one.outOfService ? 'out-of-service' : 'unknown');
  });

  it('run by hand is never unknown, and is what it would be with a controller', () => {
    for (const one of everything.filter(({ health }) => health === 'manual')) {
      expect(slotState(one))
        .to.equal(slotState({ ...one, health: 'online' }))
        .and.not.equal('unknown');
    }
  });

  it('is free only with nothing on it, nothing to come and somebody watching', () => {
    const free = everything.filter((one) => slotState(one) === 'free');
    expect(free).to.deep.equal([
      { ...facts, health: 'manual' },
      { ...facts, health: 'online' },
    ]);
  });
});

describe('the LED', () => {
  it('shows what the protocol says, after whatever it showed', () => {
    for (const [state, color, pattern] of PROTOCOL) {
      for (const before of [INITIAL_LED, { color: 'white', pattern: 'blink', rev: 9 } as const]) {
        expect(desiredLed(state, before)).to.include({ color, pattern });
      }
    }
  });

  it('keeps its last desired state while the slot is unknown', () => {
    const last: DesiredLed = { color: 'blue', pattern: 'solid', rev: 7 };
    expect(desiredLed('unknown', last)).to.deep.equal(last);
  });

  it('has a revision that grows by one exactly when the look changes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (history) => {
        let last = INITIAL_LED;
        for (const state of history) {
          const next = desiredLed(state, last);
          expect(next.rev - last.rev).to.equal(sameLook(next, last) ? 0 : 1);
          last = next;
        }
        const known = history.filter((state) => state !== 'unknown').at(-1);
        if (known)
          expect(sameLook(last, desiredLed(known, INITIAL_LED)), 'a function of the state alone').to.equal(true);
      }),
    );
  });
});
