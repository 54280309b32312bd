import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { words } from './staff-words.ts';

interface PasswordDialogProps {
  login: string;
  password: string;
  onClose: () => void;
}

/** A password that was drawn: the server does not know it any more. */
export function PasswordDialog({ login, password, onClose }: PasswordDialogProps) {
  return (
    <Modal opened onClose={onClose} title={words.passwordFor(login)} centered closeOnClickOutside={false}>
      <Stack>
        <Group gap="sm" wrap="nowrap">
          <Code fz="lg" p="xs" flex={1} data-testid="drawn-password">
            {password}
          </Code>
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Text size="sm">{words.passwordOnce}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose} data-testid="password-seen">
            {words.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
