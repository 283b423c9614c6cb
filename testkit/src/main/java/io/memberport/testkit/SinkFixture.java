package io.memberport.testkit;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link MemberSinkContract} needs to know of a sink and its target. One fixture stands for one target, which is
 * fresh when the fixture is made. Used by one thread.
 *
 * <p>The contract makes sinks with {@link #provider()} only, as the {@code memberport} command does; some of them in other
 * processes, which have the class path of this one and know of the fixture no more than provider, target and options.
 */
public interface SinkFixture {

    /** The provider, the same class that {@code META-INF/services} names. */
    MemberSinkProvider provider();

    /** The target, as a user writes it after {@code --to}. */
    String target();

    /** Values for some of the provider's options; none of them if not overridden. */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * Options with which the same export would look another way in the same target, one map for each way: another layout,
     * another compression. What was committed with {@link #options()} is not what a sink with these would commit. None if
     * not overridden.
     */
    default Collection<Map<String, String>> optionsOfOtherForms() {
        return List.of();
    }

    /**
     * Options with which a value that the target cannot hold is replaced, by a null for example, and not refused. As {@link
     * #options()} if not overridden, which fits a sink that holds every value; {@link #shown} says what is there instead.
     */
    default Map<String, String> optionsThatReplace() {
        return options();
    }

    /**
     * What a reader of the target sees now, by means that are not the sink's own. Reads all there is, in any order, and
     * does not wait for a run that is under way. Empty if there is nothing yet.
     */
    Collection<StoredValue> read() throws Exception;

    /**
     * Whatever the sink has put anywhere that a reader of the target is not meant to find, by name: temporary files,
     * staging tables, unfinished uploads, lock files. Empty after a run that has ended, whichever way.
     */
    Collection<String> leftovers() throws Exception;

    /**
     * A sink for this target whose target fails at a point. It is otherwise what {@link #provider()} makes, and its failure
     * comes from below: nothing in the sink knows that it is a test. {@link SabotagedSink} helps.
     */
    MemberSink breakingAt(BreakPoint point) throws Exception;

    /** What becomes of former content; {@link Accumulation#SNAPSHOT} if not overridden. */
    default Accumulation accumulation() {
        return Accumulation.SNAPSHOT;
    }

    /**
     * Whether the sink, with {@link #options()}, takes an incremental export without being told so for that run. As
     * {@link #accumulation()} has it if not overridden; also true of a snapshot whose options insist on incremental exports.
     */
    default boolean takesIncremental() {
        return accumulation() != Accumulation.SNAPSHOT;
    }

    /** What becomes of a member that one export has twice; {@link RepeatedMember#KEPT} if not overridden. */
    default RepeatedMember repeatedMember() {
        return RepeatedMember.KEPT;
    }

    /** What the target keeps; everything if not overridden. What is not kept is not compared. */
    default Set<KeptDetail> keeps() {
        return EnumSet.allOf(KeptDetail.class);
    }

    /**
     * How the target is documented to show a value: the text as sent if not overridden. A column of a numeric type, for
     * example, shows {@code 1.50} as {@code 1.5}.
     *
     * @return null for a null
     */
    default @Nullable String shown(ProfileVariable variable, Value value) {
        Text text = value.text();
        return text == null ? null : text.asString();
    }

    /** Removes the target. Called once after each test, whatever happened in it; does nothing if not overridden. */
    default void remove() throws Exception {}
}
