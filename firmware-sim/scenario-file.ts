/** Scenario files: what a car park is like, hour by hour. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

const FOLDER = join(import.meta.dirname, 'scenarios');

const share = z.number().min(0).max(1);

const scenarioFile = z
  .strictObject({
    title: z.string(),
    /** The time of day at which it begins, in the car park. */
    begins: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be like 06:00'),
    hours: z
      .number()
      .positive()
      .max(24 * 366),
    /** Cars that come to each slot within an hour, on average, from 00:00 on. */
    arrivalsPerSlotByHour: z.array(z.number().min(0).max(30)).length(24, 'needs a number for each of the 24 hours'),
    stayMinutes: z.strictObject({ mean: z.number().positive(), least: z.number().positive() }),
    /** Of those who come, so many have booked by text. */
    booked: share,
    /** Of those who book, so many never come. */
    noShows: share,
    /** Of those who book, so many stay longer than they said. */
    overstays: share,
    /** Of those who book, so many park on another slot. */
    wrongSlots: share,
  })
  .refine(({ stayMinutes }) => stayMinutes.least <= stayMinutes.mean, 'stayMinutes: least is more than mean');

export type ScenarioFile = z.infer<typeof scenarioFile>;

export const scenarioFiles = (): string[] => readdirSync(FOLDER).map((file) => basename(file, '.json'));

/**
 * Reads a scenario that comes along, by name, or one's own, by path.
 * @throws {RangeError} a sentence that says what is wrong
 */
export function readScenario(nameOrPath: string): ScenarioFile {
  const own = join(FOLDER, `${basename(nameOrPath)}.json`);
  const path = scenarioFiles().includes(nameOrPath) ? own : nameOrPath;
  if (!existsSync(path)) {
    throw new RangeError(`there is no scenario ${nameOrPath}: there are ${scenarioFiles().join(', ')}, and files`);
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new RangeError(`the scenario ${nameOrPath} is no JSON`);
  }
  const parsed = scenarioFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(
    `the scenario ${nameOrPath} does not fit: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`,
  );
}
