import { Badge, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useContext } from 'react';
import { chooseLanguage, type Language, language } from '../../language.ts';
import classes from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { StaffContext } from '../staff.ts';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordForm } from './password-form.tsx';
import { words } from './words.ts';

/** Each language in its own words, for whoever cannot read the other. */
const languages: readonly { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'hi', label: 'हिन्दी' },
];

/** One's own login: language, password, and where one is signed in. */
export function AccountPage({ lot, skewMs }: PageProps) {
  const staff = useContext(StaffContext);
  if (staff === null) return null;
  return (
    <section className={classes['page']} aria-label={words.account} data-testid="account">
      <Group gap="sm">
        <h2 className={classes['heading']}>{staff.login}</h2>
        <Badge variant="light">{words.roles[staff.role]}</Badge>
      </Group>
      <div className={classes['columns']}>
        <Stack>
          <section className={classes['card']} aria-labelledby="account-language">
            <h3 id="account-language">{words.language}</h3>
            <SegmentedControl
              aria-label={words.language}
              data={[...languages]}
              value={language}
              onChange={(next) => chooseLanguage(next as Language)}
            />
            <Text className={classes['soft']} mt="xs">
              {words.languageHint}
            </Text>
          </section>
          <PasswordForm login={staff.login} />
        </Stack>
        <OwnSessions timeZone={lot.timeZone} skewMs={skewMs} />
      </div>
    </section>
  );
}
