import { expect } from 'chai';
import { packetPolicy } from '../../broker/packet-policy.ts';

describe('packetPolicy', () => {
  it('wants CONNECT first and once', () => {
    for (let type = 0; type < 16; type++) {
      expect(packetPolicy()(type << 4), `type ${type}`).to.equal(type === 1 ? undefined : 'protocol-error');
    }
    const policy = packetPolicy();
    policy(0x10);
    expect(policy(0x10)).to.equal('protocol-error');
  });

  it('then takes what a client of QoS 0 and 1 sends, and nothing else', () => {
    const taken: number[] = [];
    for (let first = 0; first < 256; first++) {
      const policy = packetPolicy();
      policy(0x10);
      if (policy(first) === undefined) taken.push(first);
    }
    const ofType = (type: number): number[] => taken.filter((first) => first >> 4 === type);
    expect([...new Set(taken.map((first) => first >> 4))]).to.deep.equal([3, 4, 8, 10, 12, 14]);
    expect(ofType(3)).to.deep.equal([0x30, 0x31, 0x32, 0x33, 0x38, 0x39, 0x3a, 0x3b]);
  });
});
