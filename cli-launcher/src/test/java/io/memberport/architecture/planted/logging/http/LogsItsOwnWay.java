package io.memberport.architecture.planted.logging.http;

import java.util.logging.Logger;

/** Planted: a library logs with something else than SLF4J. */
final class LogsItsOwnWay {

    Logger logger() {
        return Logger.getAnonymousLogger();
    }
}
