// Loaded before a program: writes the most memory (resident set) that its process had, in bytes, to the file that PEAK names.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS * 1024)));
