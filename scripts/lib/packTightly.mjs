// Loaded into vsce (--import): it leaves the level of compression to zlib, whose best makes every download 9 kB smaller.
import zlib from 'node:zlib';

const { DeflateRaw } = zlib;

zlib.DeflateRaw = class extends DeflateRaw {
  /** @param {zlib.ZlibOptions} [options] */
  constructor(options) {
    super({ ...options, level: zlib.constants.Z_BEST_COMPRESSION });
  }
};
