// The duties' story on the plan in NHIPSO_PLAN, with pictures in NHIPSO_SHOTS: `cargo xtask walk --plan PATH`.
import { test } from '@playwright/test';
import { ownServer } from './support/own';
import { walkDuties } from './support/walk';

const { NHIPSO_PLAN: plan, NHIPSO_TODAY: today, NHIPSO_SHOTS: shots } = process.env;
if (!plan || !today) throw new Error('NHIPSO_PLAN and NHIPSO_TODAY must name the plan and the day');
const own = ownServer({ plan, today });

test('the story of the duties', async ({ browser }) => {
  test.setTimeout(600_000);
  await walkDuties({ own, browser, today, shots });
});
