package io.memberport.architecture.planted.core.model;

import org.slf4j.Logger;

/** Planted: the domain sees a library. */
final class SeesALibrary {

    boolean sees(Logger logger) {
        return logger.isInfoEnabled();
    }
}
