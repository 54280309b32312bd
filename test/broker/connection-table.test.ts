import { expect } from 'chai';
import { ConnectionTable } from '../../broker/connection-table.ts';
import { defaultLimits } from '../../broker/limits.ts';

const tableOf = (maxConnections: number, maxConnectionsPerAddress: number): ConnectionTable<{ remote: string }> =>
  new ConnectionTable({ ...defaultLimits, maxConnections, maxConnectionsPerAddress });
const seat = (remote = 'a'): { remote: string } => ({ remote });

describe('ConnectionTable', () => {
  it('makes room by the oldest that has not logged in', () => {
    const table = tableOf(2, 9);
    const [first, second] = [seat(), seat()];
    table.admit(first);
    table.admit(second);
    expect(table.admit(seat())).to.deep.equal({ seated: true, evicted: first });
    expect(table.size).to.equal(2);
  });

  it('never takes back a login', () => {
    const table = tableOf(2, 9);
    const [first, second] = [seat(), seat()];
    table.admit(first);
    table.admit(second);
    table.settle(first);
    expect(table.admit(seat()).evicted).to.equal(second);
    for (const one of table) table.settle(one);
    expect(table.admit(seat())).to.deep.equal({ seated: false });
  });

  it('caps an address by itself, at the cost of nobody else', () => {
    const table = tableOf(9, 1);
    const [here, there] = [seat('a'), seat('b')];
    table.admit(there);
    table.admit(here);
    expect(table.admit(seat('a')).evicted).to.equal(here);
    expect([...table]).to.include(there);
  });

  it('gives a place back once, however often it is told', () => {
    const table = tableOf(9, 2);
    const [one, two] = [seat(), seat()];
    table.admit(one);
    table.admit(two);
    for (const each of [one, two]) table.settle(each);
    table.remove(one);
    table.remove(one);
    expect(table.admit(seat())).to.deep.equal({ seated: true });
    for (const each of table) table.settle(each);
    expect(table.admit(seat())).to.deep.equal({ seated: false });
  });
});
