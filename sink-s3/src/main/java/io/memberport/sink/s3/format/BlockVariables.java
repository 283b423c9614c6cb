package io.memberport.sink.s3.format;

import io.memberport.encoding.column.PerVariable;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import java.util.ArrayList;
import java.util.List;

/** Which variables there are in a block. Used by one thread at a time. */
public final class BlockVariables {

    private static final int CAPACITY_BYTES = 512 * 1024;

    /** When a definition was met last. */
    private static final class Mark {

        private long block = -1;
    }

    private final PerVariable<Mark> marks = new PerVariable<>(variable -> new Mark(), mark -> 0, CAPACITY_BYTES);
    private final List<ProfileVariable> found = new ArrayList<>();
    private long blocks;

    /**
     * Looks for them.
     *
     * @return the definitions, each once, or now and then twice, in the order in which they first appear. Good until the next
     *     call
     */
    public List<ProfileVariable> in(MemberBlock block) {
        long number = blocks++;
        found.clear();
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            marks.startMember();
            while (at.nextVariable()) {
                Mark mark = marks.get(at.variable());
                if (mark.block != number) {
                    mark.block = number;
                    found.add(at.variable());
                }
            }
        }
        return found;
    }
}
