package io.memberport.architecture.planted.inside.cli;

import io.memberport.architecture.planted.inside.http.wire.Inside;

/** Planted: uses what an adapter does not export. */
final class LooksInside {

    Inside inside() {
        return new Inside();
    }
}
