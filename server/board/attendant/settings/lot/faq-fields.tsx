import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { PlusIcon } from '../../../icons.tsx';
import { words as shared } from '../words.ts';
import type { LotView } from './api.ts';
import { words } from './words.ts';

type Faq = LotView['faq'];

const mostQuestions = 8;

/** Whether nothing is half written. */
export const isFaq = (faq: Faq): boolean =>
  faq.every(({ question, answer }) => question.trim() !== '' && answer.trim() !== '');

/** What drivers ask again and again, with the answers. */
export function FaqFields({ value, onChange }: { value: Faq; onChange: (faq: Faq) => void }) {
  const change = (index: number, part: Partial<Faq[number]>) =>
    onChange(value.map((one, n) => (n === index ? { ...one, ...part } : one)));
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {words.faqHint}
      </Text>
      {value.map(({ question, answer }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while they are written nothing else tells them apart
        <Stack key={index} gap="xs" role="group" aria-label={words.questionOf(index + 1)}>
          <Group align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={words.question}
              maxLength={60}
              error={question.trim() === ''}
              data-testid="faq-question"
              value={question}
              onChange={(event) => change(index, { question: event.currentTarget.value })}
            />
            <Button
              variant="default"
              aria-label={`${shared.remove}: ${words.questionOf(index + 1)}`}
              onClick={() => onChange(value.filter((_, n) => n !== index))}
            >
              {shared.remove}
            </Button>
          </Group>
          <Textarea
            label={words.answer}
            maxLength={600}
            autosize
            error={answer.trim() === ''}
            data-testid="faq-answer"
            value={answer}
            onChange={(event) => change(index, { answer: event.currentTarget.value })}
          />
        </Stack>
      ))}
      {value.length < mostQuestions && (
        <Group>
          <Button
            variant="default"
            leftSection={<PlusIcon size="1em" />}
            data-testid="add-question"
            onClick={() => onChange([...value, { question: '', answer: '' }])}
          >
            {words.addQuestion}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
