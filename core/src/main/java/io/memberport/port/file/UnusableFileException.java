package io.memberport.port.file;

import java.io.IOException;

/** A file has the name of one of Memberport's own files, but Memberport may not use it. The message is for the user. */
public final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
