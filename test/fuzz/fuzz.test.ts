import { expect } from 'chai';
import { fuzz } from './fuzz.ts';

const PACKETS = 1500;
const SEED = 20261127;

/** `npm run fuzz` in short. */
describe('hostile packets and payloads', function () {
  this.timeout(120_000);

  it('neither end the server nor cost a board an event', async () => {
    const { faults, sent, packets, goodEvents, answers } = await fuzz(PACKETS, SEED);
    expect(faults).to.deep.equal([]);
    expect(packets).to.be.at.least(PACKETS);
    expect([...sent.keys()].filter((kind) => kind.startsWith('payload: '))).to.have.length(10);
    expect(Math.min(goodEvents, answers)).to.be.at.least(1);
  });

  it('are noticed where a guard is missing', async () => {
    const { faults } = await fuzz(PACKETS, SEED, { program: 'test/fuzz/fragile-server.ts' });
    expect(faults.join()).to.match(/the server ended: .*JSON/s);
  });
});
