// The duties' story on a plan of our own with ten agencies, some of whose deadlines have passed.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { ownServer } from '../support/own';
import { dutiesPlan } from '../support/plan';
import { walkDuties } from '../support/walk';

const TODAY = '2031-09-25';
const plan = join(mkdtempSync(join(tmpdir(), 'nhipso-plan-')), 'ke-hoach.txt');
writeFileSync(plan, dutiesPlan());
const own = ownServer({ plan, today: TODAY });

test('ten agencies accept, report, run late; the coordinator decides; leaders and everybody see it', async ({ browser }) => {
  test.setTimeout(300_000);
  await walkDuties({ own, browser, today: TODAY, shots: process.env.NHIPSO_WALK_SHOTS });
});
