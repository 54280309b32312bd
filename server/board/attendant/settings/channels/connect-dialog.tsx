import { Alert, Button, Group, Modal, PasswordInput, Radio, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { texts } from '../../../texts.ts';
import { tellDone, wordsOf } from '../../feedback.tsx';
import { type ChannelConnect, connectChannel } from './api.ts';
import { type FieldName, plainOf, secretsOf, shapes } from './secret-fields.ts';
import { words } from './words.ts';

interface ConnectDialogProps {
  lot: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for everything that an account needs, once. */
export function ConnectDialog({ lot, onDone, onClose }: ConnectDialogProps) {
  const [kind, setKind] = useState<'twilio' | 'meta'>('twilio');
  const [purpose, setPurpose] = useState<'drivers' | 'staff'>('drivers');
  const [given, setGiven] = useState<Partial<Record<FieldName, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const names: readonly FieldName[] = [...plainOf[kind], ...secretsOf[kind]];
  const isRight = names.every((name) => shapes[name].test(given[name] ?? ''));

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isRight || isBusy) return;
    setBusy(true);
    setFailure(null);
    const filled = names.flatMap((name) => (given[name] ? [[name, given[name]] as const] : []));
    try {
      await connectChannel(lot, { kind, purpose, ...Object.fromEntries(filled) } as ChannelConnect);
      tellDone(words.connected);
      onDone();
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.connect} closeButtonProps={{ 'aria-label': texts.feedback.close }}>
      <form onSubmit={(event) => void connect(event)} autoComplete="off">
        <Stack>
          <SegmentedControl
            aria-label={words.kind}
            data={(['twilio', 'meta'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            onChange={(value) => setKind(value as typeof kind)}
          />
          {names.map((name) => (
            <Field
              key={name}
              name={name}
              value={given[name] ?? ''}
              onChange={(value) => setGiven({ ...given, [name]: value })}
            />
          ))}
          <Radio.Group label={words.purpose} value={purpose} onChange={(value) => setPurpose(value as typeof purpose)}>
            <Stack gap="xs" mt="xs">
              <Radio value="drivers" label={words.purposeDrivers} />
              <Radio value="staff" label={words.purposeStaff} />
            </Stack>
          </Radio.Group>
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button type="submit" disabled={!isRight} loading={isBusy} data-testid="connect-yes">
              {words.connect}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldProps {
  name: FieldName;
  value: string;
  onChange: (value: string) => void;
  /** What stays empty stays as it is. */
  mayBeEmpty?: boolean;
}

const secret = new Set<FieldName>([...secretsOf.twilio, ...secretsOf.meta]);

/** One of the things that an account needs; what is wrong with it is said once something is typed. */
export function Field({ name, value, onChange, mayBeEmpty = false }: FieldProps) {
  const isWrong = value !== '' && !shapes[name].test(value);
  const props = {
    label: words.fields[name],
    description: mayBeEmpty ? words.optional : words.hints[name],
    value,
    error: isWrong && (secret.has(name) ? words.tooShort : words.hints[name]),
    maxLength: 512,
    spellCheck: false,
    autoCapitalize: 'none',
    autoComplete: 'off',
    'data-testid': name,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => onChange(currentTarget.value.trim()),
  };
  if (!secret.has(name)) return <TextInput {...props} />;
  return (
    <PasswordInput {...props} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': props.label }} />
  );
}
