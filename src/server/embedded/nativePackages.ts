import { arch, platform } from 'node:os';

/** The version of node-llama-cpp: the last one whose native library is on npm for every platform. */
const VERSION = '3.21.1';

/** A package with the native library for one platform, as npm has it. A test holds the digests to the lock file. */
export interface NativePackage {
  readonly name: string;
  readonly version: string;
  /** Subresource Integrity text (W3C SRI), as in npm's lock files. */
  readonly integrity: string;
}

/** By `os.platform()` and `os.arch()`. Linux needs glibc. Builds for CUDA and Vulkan weigh hundreds of megabytes. */
export const NATIVE_PACKAGES: Readonly<Record<string, NativePackage>> = {
  'linux-x64': nativeFor(
    'linux-x64',
    'sha512-Totj6RTDMGo3FoK2yNUaz/oGmZD0olAqTrRluFUWmu0kW2i9TOzHSW0OWCAiGkzRCVX0WsU2CyUQo/W2NYtdPA==',
  ),
  'linux-arm64': nativeFor(
    'linux-arm64',
    'sha512-eI3anSEGzJiwF2rpMpZVTdHzw47LztbvfvuRzlu/fPO18ROnBOd+75RPUBlV6qENPpmNtbov85+3VODwEwBurg==',
  ),
  'linux-arm': nativeFor(
    'linux-armv7l',
    'sha512-N/IaOXCQogfyDrlANRXbU2u+l0dbZ4BBqc3/Rv1xknHbRi/rX0rrOf5elPG8S9I5p9ebcU48HrRqk2d9O/LNHw==',
  ),
  'darwin-arm64': nativeFor(
    'mac-arm64-metal',
    'sha512-6MIDAZV7DXD9R1+jEXWJkFuolni3GATGE6mmuyFYc6ZmtOh9djAy15df0T0AXK3sCmVKL+fQcOAWZezxx4MvQQ==',
  ),
  'darwin-x64': nativeFor(
    'mac-x64',
    'sha512-Q4nyNmbcNiKygBZQZjX+qLk2w3YzoiFpLWsxNURQN7xjyUi2p2rWxjRa7Otg0FrjGf/ri4aQ+X3Uj5Y0zD06eg==',
  ),
  'win32-x64': nativeFor(
    'win-x64',
    'sha512-JcIpCnra7bAd7JNWA8ehdn2DIRaTMuj+fBC8bw+5rKSNzszWFbuj2XA05c5QHovonDMBLN1ePXE/hcfZtzXoUQ==',
  ),
  'win32-arm64': nativeFor(
    'win-arm64',
    'sha512-/UDR7Y0B8iKfc/tqxBmWkcgRdZQ9Wrkwod7fYl4J6iZXcTIj286RkHvZSED7VMY67TrcUXVvxJVMNFtmjeYnDg==',
  ),
};

/** The package for this machine; undefined where there is none. */
export function nativePackage(): NativePackage | undefined {
  return NATIVE_PACKAGES[`${platform()}-${arch()}`];
}

function nativeFor(name: string, integrity: string): NativePackage {
  return { name: `@node-llama-cpp/${name}`, version: VERSION, integrity };
}
