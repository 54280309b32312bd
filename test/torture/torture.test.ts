import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { torture } from './torture.ts';
import { verdictTable } from './verdict.ts';

const KILLS = 4;
const SEED = 20261124;

/** `npm run torture` in short: every run kills the built program a few times under load. */
story('a server that is killed under load', function () {
  this.timeout(300_000);

  it('has what it had acknowledged, once, and its books balance', async () => {
    const { figures, faults, audit } = await torture({ kills: KILLS, seed: SEED });
    const wrong = Object.entries(faults).filter(([, count]) => count > 0);
    expect(wrong, verdictTable({ figures, faults, audit }).join('\n')).to.deep.equal([]);
    for (const name of ['events acknowledged', 'messages answered', 'top-ups confirmed', 'bookings', 'deposits held'])
      expect(figures[name], name).to.be.greaterThan(0);
  });
});
