import { expect } from 'chai';
import { isTooLarge, readImageHeader } from '../../../server/domain/plan-image.ts';
import { jpegOf, pngOf, webpOf } from '../../support/pictures.ts';

describe('the picture of a floor plan', () => {
  it('says itself what it is and how large', () => {
    const size = { width: 1234, height: 567 };
    expect(readImageHeader(pngOf(1234, 567))).to.deep.equal({ type: 'image/png', ...size });
    expect(readImageHeader(jpegOf(1234, 567))).to.deep.equal({ type: 'image/jpeg', ...size });
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
      expect(readImageHeader(webpOf(kind, 1234, 567)), kind).to.deep.equal({ type: 'image/webp', ...size });
    }
  });

  it('is none where it is something else, or cut off anywhere in its header', () => {
    const others = [
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'GIF89a\x01\x00\x01\x00',
      '%PDF-1.7',
      '{}',
      'RIFF',
    ];
    for (const text of others) expect(readImageHeader(Buffer.from(text, 'latin1')), text).to.equal(null);
    for (const whole of [pngOf(9, 9), jpegOf(9, 9), webpOf('VP8 ', 9, 9), webpOf('VP8L', 9, 9), webpOf('VP8X', 9, 9)]) {
      const needed = Array.from(whole, (_, length) => length).find((length) =>
        readImageHeader(whole.subarray(0, length)),
      );
      for (let length = 0; length < (needed ?? 0); length++) {
        expect(readImageHeader(whole.subarray(0, length))).to.equal(null);
      }
    }
    expect(readImageHeader(pngOf(0, 9))).to.equal(null);
    expect(readImageHeader(jpegOf(9, 0))).to.equal(null);
  });

  it('is read in any part of a larger buffer, and whatever noise it is costs no more than its length', () => {
    const room = new Uint8Array(200);
    room.set(pngOf(3, 4), 50);
    expect(readImageHeader(room.subarray(50))).to.include({ width: 3, height: 4 });
    const markers = new Uint8Array(1_000_000).fill(0xff);
    markers[1] = 0xd8;
    expect(readImageHeader(markers)).to.equal(null);
  });

  it('has at most 8000 pixels on a side and 40 million in all', () => {
    const picture = (width: number, height: number) => ({ type: 'image/png' as const, width, height });
    expect(isTooLarge(picture(8000, 5000))).to.equal(false);
    expect(isTooLarge(picture(8001, 1))).to.equal(true);
    expect(isTooLarge(picture(1, 8001))).to.equal(true);
    expect(isTooLarge(picture(8000, 5001))).to.equal(true);
  });
});
