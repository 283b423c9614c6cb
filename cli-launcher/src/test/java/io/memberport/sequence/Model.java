package io.memberport.sequence;

import java.util.SortedMap;

/** What a target must hold, and what the command must answer, by the guides. */
interface Model {

    /** Loads an export, if the target takes it. */
    Answer take(Step step);

    /** What a reader must find now. */
    SortedMap<String, Object> state();
}
