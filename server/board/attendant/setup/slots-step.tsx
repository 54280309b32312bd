import { Skeleton, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { chooseSlots, fetchSlotCodes } from './api.ts';
import { isSlotCode, readAllSlotCodes } from './slot-codes.ts';
import { StepForm } from './step-form.tsx';
import type { StepProps } from './step-props.ts';
import { useLoaded } from './use-loaded.ts';
import { words } from './words.ts';

const mine = words.slots;

/** Which slots there are. */
export function SlotsStep(props: StepProps) {
  const stored = useLoaded(() => fetchSlotCodes(props.lot));
  return stored === null ? <Skeleton height="12rem" /> : <SlotsForm {...props} stored={stored} />;
}

function SlotsForm({ stored, ...props }: StepProps & { stored: readonly string[] }) {
  const [codes, setCodes] = useState<readonly string[]>(stored);
  const wrong = codes.filter((code) => !isSlotCode(code));
  const error = codes.length === 0 ? mine.none : wrong.length > 0 ? mine.wrong(wrong.join(', ')) : null;
  return (
    <StepForm
      {...props}
      text={mine.text}
      isComplete={error === null}
      save={async () => {
        if (codes.join() !== stored.join()) await chooseSlots(props.lot, codes);
      }}
    >
      <TagsInput
        label={mine.label}
        description={mine.hint}
        value={[...codes]}
        onChange={(typed) => setCodes(readAllSlotCodes(typed))}
        splitChars={[',', ' ', ';']}
        maxTags={1000}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': mine.clear }}
        error={error}
        data-testid="set-up-slots"
      />
      <Text size="sm" c="dimmed" role="status">
        {mine.count(codes.length)}
      </Text>
    </StepForm>
  );
}
