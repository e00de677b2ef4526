/** Every way in which a download fails for good. */
export type DownloadErrorKind =
  /** The server cannot be reached, or the connection kept breaking. */
  | 'unreachable'
  /** The server does not have the file. */
  | 'notFound'
  /** The server answered with an error; its status is the detail. */
  | 'refused'
  /** What came has not the digest that it should have. It is deleted. */
  | 'wrongBytes'
  /** The file has another digest at the hub than when it was first downloaded. */
  | 'changed'
  /** There is not space enough on the disk. */
  | 'diskFull'
  /** Another window is downloading the same file. */
  | 'busy'
  /** There is no llama.cpp for this kind of machine. */
  | 'noRuntime'
  /** The address names no file that can be run. */
  | 'badAddress';

/** An expected failure of a download. Its words for people are made in `explainDownload`. */
export class DownloadError extends Error {
  constructor(
    readonly kind: DownloadErrorKind,
    /** What was to be downloaded, or from where: a name or a host. */
    readonly subject: string,
    /** A status, a number of bytes or a system's error code. */
    readonly detail = '',
  ) {
    super(`${kind}: ${subject} ${detail}`);
    this.name = 'DownloadError';
  }
}
