/** One word: a machine of the local network, perhaps, or an address that is not yet one. */
export function isBareWord(address: string): boolean {
  return /^[^\s/.:[\]]+$/.test(address.trim()) && address.trim().toLowerCase() !== 'localhost';
}

/** Whether this can be the address of a server, as far as can be told without asking anybody. */
export function isAddress(address: string): boolean {
  const typed = address.trim();
  if (typed === '' || /\s/.test(typed)) return false;
  try {
    const url = new URL(typed.includes('://') ? typed : `https://${typed}`);
    return /^https?:$/.test(url.protocol) && url.hostname !== '';
  } catch {
    return false;
  }
}

const PRIVATE_V4 = /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/;
const LOCAL_NAME = /(^localhost$|\.localhost$|\.local$|\.lan$|\.home\.arpa$|\.internal$)/;
const PRIVATE_V6 = /^\[(::1|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

/**
 * Whether a password given to this address would travel in the open over
 * somebody else's network: plain http to a host that is not of this house.
 */
export function travelsInTheOpen(address: string): boolean {
  const typed = address.trim();
  if (!/^http:\/\//i.test(typed)) return false;
  let host: string;
  try {
    host = new URL(typed).hostname.toLowerCase();
  } catch {
    return false;
  }
  // A bare name can only be one of the local network.
  const bare = !host.includes('.') && !host.startsWith('[');
  return !(bare || PRIVATE_V4.test(host) || LOCAL_NAME.test(host) || PRIVATE_V6.test(host));
}
