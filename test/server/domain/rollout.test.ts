import { expect } from 'chai';
import { mayBeVersion, versionInImage } from '../../../server/domain/firmware-image.ts';
import { type BoardNow, outcomeOf, type Turn, turnOf, type UpdateNow } from '../../../server/domain/rollout.ts';

const BEFORE: BoardNow = { isOnline: true, bootId: 'boot1', fw: '1' };
const BACK: BoardNow = { isOnline: true, bootId: 'boot2', fw: '2' };
const AWAY: BoardNow = { ...BEFORE, isOnline: false };
const TOLD: Turn = { bootId: 'boot1', toldAt: 0 };
const DEADLINE = 600_000;
const command = (status: UpdateNow['status']): UpdateNow => ({ status, detail: null, expiresAt: 60_000 });
const outcome = (board: BoardNow | null, given: UpdateNow | null, { now = 1000, turn = TOLD } = {}) => {
  const found = outcomeOf('2', turn, board, given, { now, deadline: DEADLINE });
  return found && (found.reason ?? found.state);
};

describe("a board's turn in a rollout", () => {
  it('is open while it works, whatever comes in between', () => {
    for (const status of ['sent', 'accepted'] as const)
      for (const board of [BEFORE, AWAY, BACK, { ...BACK, fw: '1' }])
        expect(outcome(board, command(status)), `${status} ${JSON.stringify(board)}`).to.equal(null);
    expect(outcome(BEFORE, command('done')), 'done before it booted').to.equal(null);
    expect(outcome(AWAY, command('done'))).to.equal(null);
  });

  it('ends with what it runs once it has said done, and with what it says no to at once', () => {
    expect(outcome(BACK, command('done'))).to.equal('updated');
    expect(outcome({ ...BACK, fw: '3' }, command('done'))).to.equal('other-version');
    for (const board of [BEFORE, AWAY, BACK]) expect(outcome(board, command('rejected'))).to.equal('rejected');
    expect(outcome(null, command('accepted'))).to.equal('removed');
  });

  it('ends with its time, and then what it runs counts, not what it said', () => {
    const late = { now: DEADLINE };
    for (const known of [command('accepted'), command('done'), command('expired'), null]) {
      expect(outcome(BACK, known, late)).to.equal('updated');
      expect(outcome({ ...BACK, fw: '1' }, known, late)).to.equal('other-version');
    }
    expect(outcome(BEFORE, command('accepted'), late)).to.equal('no-restart');
    expect(outcome(AWAY, command('accepted'), late)).to.equal('not-back');
    expect(outcome(AWAY, command('accepted'), { now: DEADLINE - 1 })).to.equal(null);
  });

  it('ends when it did not answer, but comes again where the command never went out', () => {
    expect(outcome(BEFORE, command('expired'))).to.equal('no-answer');
    expect(outcome(BACK, command('expired')), 'its answer was lost').to.equal(null);
    const turn = { ...TOLD, toldAt: null };
    expect(outcome(BEFORE, command('waiting'), { turn })).to.equal(null);
    expect(outcome(AWAY, command('waiting'), { turn })).to.equal('waiting');
    expect(outcome(BEFORE, command('waiting'), { turn, now: 60_000 })).to.equal('waiting');
    expect(outcome(BEFORE, command('expired'), { turn })).to.equal('waiting');
  });

  it('comes when it is there and runs something else', () => {
    expect(turnOf('2', BEFORE)).to.equal('go');
    expect(turnOf('2', AWAY)).to.equal('wait');
    expect(turnOf('2', BACK)).to.equal('already');
    expect(turnOf('2', { ...AWAY, fw: '2' })).to.equal('already');
    expect(turnOf('2', { ...AWAY, fw: null })).to.equal('wait');
    expect(turnOf('2', null)).to.equal('removed');
  });
});

describe('the version of an image', () => {
  const image = (version: string): Uint8Array => {
    const bytes = Buffer.alloc(300, 1);
    bytes.writeUInt8(0xe9, 0);
    bytes.writeUInt32LE(0xabcd5432, 32);
    bytes.write(version.padEnd(32, '\0'), 48, 'latin1');
    return bytes;
  };

  it('is read where the image says it, and nowhere else', () => {
    expect(versionInImage(image('1.2.3'))).to.equal('1.2.3');
    expect(versionInImage(image('x'.repeat(32)))).to.equal('x'.repeat(32));
    expect(versionInImage(image('1').subarray(0, 79))).to.equal(null);
    expect(versionInImage(Buffer.from('\x7fELF'.padEnd(300)))).to.equal(null);
    expect(versionInImage(Buffer.alloc(300, 0xe9))).to.equal(null);
    expect(versionInImage(new Uint8Array())).to.equal(null);
  });

  it('fits what was said, or says nothing', () => {
    expect(mayBeVersion(null, '1')).to.equal(true);
    expect(mayBeVersion('1', '1')).to.equal(true);
    expect(mayBeVersion('1', '10')).to.equal(false);
    expect(mayBeVersion('a'.repeat(31), 'a'.repeat(40))).to.equal(true);
    expect(mayBeVersion('a'.repeat(31), `b${'a'.repeat(40)}`)).to.equal(false);
  });
});
