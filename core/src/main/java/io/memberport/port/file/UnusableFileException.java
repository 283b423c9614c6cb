package io.memberport.port.file;

import java.io.IOException;

/** What has the name of a file of Memberport's own is none that it may use. The message is for the user. */
public final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
