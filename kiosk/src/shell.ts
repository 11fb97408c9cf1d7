import { ask } from './http';
import type { Shell } from './update';

const INSTALL_PATIENCE_MS = 60_000;

/** The service worker keeps the program on the box. It exists on HTTPS and localhost only; elsewhere nothing is done. */
export const registerShell = (): void => {
  navigator.serviceWorker?.register('/kiosk/sw.js').catch((error) => console.warn('service worker', error));
};

const answers = async (path: string): Promise<boolean> => {
  try {
    return (await fetch(path, { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
};

/** Waits until the worker of that version has its files; its cache carries the version's name. */
const installed = async (registration: ServiceWorkerRegistration, version: string): Promise<boolean> => {
  await registration.update();
  const until = performance.now() + INSTALL_PATIENCE_MS;
  while (performance.now() < until) {
    if (await caches.has(`kiosk-${version}`) && !registration.installing && !registration.waiting) return true;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return false;
};

export const shell: Shell = {
  ask,
  prepare: async (version) => {
    try {
      const registration = await navigator.serviceWorker?.getRegistration('/kiosk/');
      return registration ? await installed(registration, version) : await answers('/kiosk/');
    } catch (error) {
      console.warn('update', error);
      return false;
    }
  },
  reload: () => window.location.reload(),
};
