import { expect } from 'chai';
import fc from 'fast-check';
import { endOfStay, isOpen } from '../../../server/domain/parking-session.ts';
import { HOUR, session, TEN } from './samples.ts';

const moment = (uptimeMs: number, bootId = 'boot0001', controllerId = 'c1') => ({ controllerId, bootId, uptimeMs });
const begun = session({ startMoment: moment(1000) });

describe('parking session', () => {
  it('is open until it has an end', () => {
    expect([isOpen(session()), isOpen(session({ endedAt: TEN })), isOpen(session({ endedAt: 0 }))]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('lasts the difference of uptimes within a boot, whatever the server’s clock says', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer(), (start, length, clock) => {
        const stay = session({ startMoment: moment(start) });
        expect(endOfStay(stay, clock, moment(start + length))).to.equal(TEN + length);
      }),
    );
  });

  it('ends when it was seen to end, where boots differ or a person said so', () => {
    for (const other of [moment(9000, 'boot0002'), moment(9000, 'boot0001', 'c2'), null]) {
      expect(endOfStay(begun, TEN + HOUR, other)).to.equal(TEN + HOUR);
    }
    expect(endOfStay(session(), TEN + HOUR, moment(9000))).to.equal(TEN + HOUR);
  });

  it('never ends before it begins', () => {
    expect(endOfStay(begun, TEN + HOUR, moment(999))).to.equal(TEN);
    expect(endOfStay(begun, TEN - HOUR, null)).to.equal(TEN);
  });
});
