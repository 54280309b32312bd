import { expect } from 'chai';
import { fictionalNumbers, normalizeNumber } from '../../../server/board/phone/phone-number.ts';
import { trafficPhones } from '../../../server/demo/traffic.ts';

describe("the demo's traffic", () => {
  it('never drives with a number that the phone suggests, nor with a near one', () => {
    const suggested = fictionalNumbers.map((number) => normalizeNumber(number) ?? number);
    const area = (number: string) => number.slice(0, -4);
    expect(new Set(trafficPhones.map(area)).size).to.equal(1);
    expect(suggested.map(area)).to.not.include(area(trafficPhones[0] ?? ''));
  });

  it('has as many drivers as it says, all with numbers set apart for fiction', () => {
    expect(new Set(trafficPhones).size).to.equal(60);
    for (const number of trafficPhones) expect(number).to.match(/^\+1[2-9]\d{2}55501\d\d$/);
  });
});
