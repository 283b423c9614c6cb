package io.memberport.sink.jdbc.load;

import io.memberport.encoding.column.PerVariable;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the options in blocks: the value ids of variables whose values come from a list, and their labels. What a value of
 * another variable says is a member's own, even if it has an id. Bounded: it forgets all before a block when it is full. Used
 * by one thread at a time.
 */
public final class OptionFinder {

    private static final int MOST_BYTES = 1 << 20;
    private static final int ENTRY_BYTES = 200;

    /** An option that was met. */
    private static final class Known {

        private VariableOption option;
        private long block;

        private Known(VariableOption option) {
            this.option = option;
        }
    }

    /** By the ids of variables; several definitions can have the same. */
    private final Map<String, Map<Text, Known>> byVariable = new HashMap<>();

    private PerVariable<Map<Text, Known>> options = perVariable();
    private long bytes;
    private long blocks;

    private PerVariable<Map<Text, Known>> perVariable() {
        return new PerVariable<>(
                variable -> byVariable.computeIfAbsent(variable.id(), absent -> new HashMap<>()),
                derived -> 0,
                Integer.MAX_VALUE);
    }

    /** The options in a block, each once, with the last label that it has there; null if it has none. */
    public List<VariableOption> in(MemberBlock block) {
        if (bytes > MOST_BYTES) {
            forget();
        }
        blocks++;
        List<Known> found = new ArrayList<>();
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            options.startMember();
            while (at.nextVariable()) {
                if (at.variable().dataType().hasOptions()) {
                    lookAt(at, options.get(at.variable()), found);
                }
            }
        }
        return found.stream().map(known -> known.option).toList();
    }

    private void lookAt(MemberCursor at, Map<Text, Known> ofVariable, List<Known> found) {
        while (at.nextValue()) {
            Text id = at.valueId();
            if (id == null || id.isEmpty()) {
                continue;
            }
            Known known = ofVariable.get(id);
            if (known == null) {
                known = new Known(option(new VariableOption.Key(at.variable().id(), id.compact()), at.value()));
                ofVariable.put(known.option.key().valueId(), known);
            } else {
                relabel(known, at.value());
            }
            if (known.block != blocks) {
                known.block = blocks;
                found.add(known);
            }
        }
    }

    /** A value without a label leaves the one that the block has so far; that of a former block is not of this one. */
    private void relabel(Known known, @Nullable Text label) {
        boolean counts = label != null || known.block != blocks;
        if (counts && !Objects.equals(known.option.label(), label)) {
            known.option = option(known.option.key(), label);
        }
    }

    private VariableOption option(VariableOption.Key key, @Nullable Text label) {
        bytes += ENTRY_BYTES + key.valueId().length() + (label == null ? 0 : label.length());
        return new VariableOption(key, label == null ? null : label.compact());
    }

    private void forget() {
        byVariable.clear();
        options = perVariable();
        bytes = 0;
    }
}
