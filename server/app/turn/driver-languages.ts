import type { Enrolled } from '../enrol-drivers.ts';
import type { Driver } from '../ports/entities.ts';
import type { Repositories } from '../ports/repositories.ts';

type Spoken = Pick<Driver, 'locale' | 'localeChosenAt'>;

/**
 * In which language each driver of a unit is answered. Who chose one keeps it; else it follows what they write, where that
 * is clear. Written only where it changes.
 */
export class DriverLanguages {
  private readonly repositories: Repositories;
  private readonly now: number;
  private readonly changed = new Map<string, Spoken>();

  constructor(repositories: Repositories, now: number) {
    this.repositories = repositories;
    this.now = now;
  }

  /** The driver with the language of now, after a text that shows a language; null where it shows none. */
  heard(client: Enrolled, language: string | null): Enrolled {
    const spoken = this.changed.get(client.driver.id) ?? client.driver;
    const stays = language === null || spoken.localeChosenAt !== null || spoken.locale === language;
    return stays ? withLanguage(client, spoken) : this.change(client, { locale: language, localeChosenAt: null });
  }

  /** The driver asked for it. */
  chosen(client: Enrolled, language: string): Enrolled {
    const isChosen = client.driver.localeChosenAt !== null && client.driver.locale === language;
    return isChosen ? client : this.change(client, { locale: language, localeChosenAt: this.now });
  }

  private change(client: Enrolled, spoken: Spoken): Enrolled {
    const { locale, localeChosenAt } = spoken;
    this.changed.set(client.driver.id, { locale, localeChosenAt });
    this.repositories.drivers.saveLanguage({ id: client.driver.id, locale, localeChosenAt });
    return withLanguage(client, spoken);
  }
}

/** Notices that the turn brings about are told in it too. */
function withLanguage(client: Enrolled, { locale, localeChosenAt }: Spoken): Enrolled {
  const { driver, identity } = client;
  if (driver.locale === locale && driver.localeChosenAt === localeChosenAt) return client;
  return {
    ...client,
    driver: { ...driver, locale, localeChosenAt },
    identity: { ...identity, ...(locale && { driverLocale: locale }) },
  };
}
