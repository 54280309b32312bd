import { expect } from 'chai';
import { type Detection, observe, type SensorState } from '../../firmware-sim/core/sensor.ts';

const config = { dwellInMs: 3000, dwellOutMs: 5000, hysteresisCm: 10, occupiedBelowCm: 100 };

/** Feeds readings of (uptime, distance) to one sensor and lists what it detected. */
function detections(...readings: [uptimeMs: number, distanceCm: number][]): Detection[] {
  let sensor: SensorState = {};
  const found: Detection[] = [];
  for (const [uptimeMs, distanceCm] of readings) {
    const result = observe(sensor, distanceCm, uptimeMs, config);
    sensor = result.sensor;
    if (result.detection) found.push(result.detection);
  }
  return found;
}

describe('the sensor of a simulated controller', () => {
  it('reports at once what it sees when the board wakes', () => {
    expect(detections([7, 30])).to.deep.equal([{ occupied: true, uptimeMs: 7, initial: true, distanceCm: 30 }]);
    expect(detections([7, 220])).to.deep.equal([{ occupied: false, uptimeMs: 7, initial: true, distanceCm: 220 }]);
  });

  it('reports an arrival after 3 s, with the uptime of its first reading', () => {
    expect(detections([0, 220], [1000, 35], [3999, 33])).to.have.length(1);
    expect(detections([0, 220], [1000, 35], [2000, 34], [4000, 33])[1]).to.deep.equal({
      occupied: true,
      uptimeMs: 1000,
      initial: false,
      distanceCm: 33,
    });
  });

  it('reports a departure after 5 s, not after 3', () => {
    expect(detections([0, 30], [1000, 220], [5999, 220])).to.have.length(1);
    expect(detections([0, 30], [1000, 220], [6000, 220])[1]).to.include({ occupied: false, uptimeMs: 1000 });
  });

  it('starts the dwell again when the reading falls back', () => {
    const found = detections([0, 220], [1000, 30], [2000, 220], [3000, 30], [5999, 30], [6000, 30]);
    expect(found).to.have.length(2);
    expect(found[1]).to.include({ occupied: true, uptimeMs: 3000 });
  });

  it('calls a slot vacated only beyond the hysteresis', () => {
    expect(detections([0, 99], [1000, 100], [9000, 109.9])).to.have.length(1);
    expect(detections([0, 99], [1000, 110], [6000, 110])).to.have.length(2);
    expect(detections([0, 220], [1000, 100], [9000, 100])).to.have.length(1);
  });

  it('ignores a reading that is no distance, and takes a missing echo as far away', () => {
    expect(detections([0, Number.NaN], [1, -4])).to.be.empty;
    expect(detections([0, Number.POSITIVE_INFINITY])[0]).to.include({ occupied: false, distanceCm: 10_000 });
    expect(detections([0, 220], [1000, 30], [2000, Number.NaN], [4000, 30])[1]).to.include({ uptimeMs: 1000 });
  });
});
