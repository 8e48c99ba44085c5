import { crc32 } from '../crc.ts';

/** CRC-32 as eight hexadecimal digits: finds damage, keeps no secrets, and runs in any page. */
export const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0');
