import { ActionIcon, Tooltip } from '@mantine/core';
import { chooseLanguage, language } from '../language.ts';
import { texts } from '../texts.ts';

/** Shows the page in the other language, which names itself. */
export function LanguageToggle() {
  const other = language === 'hi' ? 'en' : 'hi';
  return (
    <Tooltip label={texts.header.toOther}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={texts.header.toOther}
        lang={other}
        data-testid="language"
        onClick={() => chooseLanguage(other)}
      >
        <span aria-hidden="true">{other === 'hi' ? 'अ' : 'A'}</span>
      </ActionIcon>
    </Tooltip>
  );
}
