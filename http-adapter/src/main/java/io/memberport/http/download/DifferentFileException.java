package io.memberport.http.download;

/** What a server offers is not provably the rest of the file that was begun; the message says why, and quotes nothing. */
final class DifferentFileException extends Exception {

    private static final long serialVersionUID = 1L;

    DifferentFileException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
