import { chromium, type Browser } from 'playwright-core';
import { ensureChromium } from '../../scripts/lib/chromium.mjs';

/** A sandbox of its own is not to be had in most containers; the rest keeps Chromium from talking to its maker. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a real Chromium without a window. Close it at the end of the test file. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: ARGUMENTS });
}
