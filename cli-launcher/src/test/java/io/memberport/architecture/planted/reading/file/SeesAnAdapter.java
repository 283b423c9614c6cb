package io.memberport.architecture.planted.reading.file;

import io.memberport.architecture.planted.reading.http.Download;

/** Reads a file and cannot do without a download. */
final class SeesAnAdapter {

    final Download download = new Download();
}
