package io.memberport.profile.tally;

import io.memberport.profile.Content.Texts;
import io.memberport.profile.TextPattern;
import java.util.EnumMap;
import java.util.Map;

/** How long texts are and what they look like; nothing of what they say. */
final class TextTally {

    private final SizeTally lengths = new SizeTally();
    private final Map<TextPattern, Long> looks = new EnumMap<>(TextPattern.class);
    private long empty;

    /** Adds what the text in there is like. */
    void add(Scratch scratch) {
        TextShape shape = scratch.shape();
        shape.look(scratch.text());
        lengths.add(shape.characters());
        if (shape.isBlank()) {
            empty++;
            return;
        }
        TextPattern pattern = shape.pattern();
        if (pattern != null) {
            looks.merge(pattern, 1L, Long::sum);
        }
    }

    Texts result() {
        return new Texts(empty, lengths.smallest(), lengths.largest(), lengths.bins(), looks);
    }
}
