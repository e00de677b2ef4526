/**
 * Whether something may be downloaded from an address: over https, or from this machine, where nobody can change it on
 * its way.
 */
export function isFetchAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    if (protocol === 'https:') return true;
    return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  } catch {
    return false;
  }
}
