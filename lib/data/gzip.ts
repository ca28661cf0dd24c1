import { gzipSync } from "node:zlib";

/** Where a gzip member's head names the operating system, and the value that names none (RFC 1952, section 2.3.1). */
const OS_BYTE = 9;
const NO_OS = 255;

/**
 * Compresses to a gzip file that holds neither time nor system: the same bytes for the same version of zlib, and the same
 * content for any.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[OS_BYTE] = NO_OS;
  return packed;
}
