package io.memberport.testkit.architecture.planted.logging;

import java.util.logging.Logger;

/** Planted: a library chooses its own backend. */
final class LogsItsOwnWay {

    Logger logger() {
        return Logger.getAnonymousLogger();
    }
}
