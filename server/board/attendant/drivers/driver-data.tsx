import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { tellDone } from '../feedback.tsx';
import classes from '../page.module.css';
import { goTo } from '../view.ts';
import { exportHref } from './api.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { words } from './words.ts';

/** What admins do when drivers ask for their data, or to be forgotten. */
export function DriverData({ driver }: { driver: Driver }) {
  const [isErasing, setErasing] = useState(false);
  return (
    <section className={classes['card']} data-testid="driver-data">
      <h3>{words.data.heading}</h3>
      <Text className={classes['soft']}>{words.data.hint}</Text>
      <Group gap="xs" mt="sm">
        <Button
          size="sm"
          variant="default"
          component="a"
          href={exportHref(driver.id)}
          download
          data-testid="export-driver"
        >
          {words.data.save}
        </Button>
        <Button size="sm" variant="light" color="red" data-testid="erase" onClick={() => setErasing(true)}>
          {words.data.erase}
        </Button>
      </Group>
      {isErasing && (
        <EraseDialog
          driver={driver}
          onClose={() => setErasing(false)}
          onErased={() => {
            tellDone(words.data.erased);
            goTo('drivers');
          }}
        />
      )}
    </section>
  );
}
