package io.memberport.sequence;

import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members and variables as they are at one time; some change from export to export. */
final class Community {

    /** What Alida says of a variable, whatever member has it. */
    private record Definition(
            String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable Boolean sensitive) {

        Variable with(List<Export.Value> values, @Nullable String effectiveDate) {
            return new Variable(id, name, type, sensitive, effectiveDate, values);
        }
    }

    private static final List<String> UNKNOWN = List.of(
            "\"note\":\"\\u0000\",",
            "\"note\":\"\\ud800\",",
            "\"note\":\"a\\udc00b\",",
            "\"x\":{\"a\":[1,2.50,\"𝒜\"],\"b\":null},",
            "\"n\":-0.10e2,\"t\":true,",
            "\"\":\"\\/\\u00e9\\u2028\",");

    private final Dice dice;
    private final boolean hasNul;
    private final boolean mixesTypes;
    private final List<String> members;
    private final List<String> freeIds;
    private final List<Definition> definitions = new ArrayList<>();
    private int mixed = -1;

    Community(Dice dice, boolean inDatabase, boolean mayMixTypes) {
        this.dice = dice;
        this.hasNul = dice.oneIn(5);
        this.mixesTypes = mayMixTypes && dice.oneIn(8);
        this.members = Names.ids(dice, dice.between(1, 4));
        this.freeIds = Names.ids(dice, 10);
        if (inDatabase && dice.oneIn(60)) {
            members.set(0, dice.oneOf(Names.TOO_LONG, "a\0"));
        }
        int count = dice.between(1, 5);
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    boolean hasNul() {
        return hasNul;
    }

    List<String> members() {
        return members;
    }

    private void add() {
        if (!freeIds.isEmpty()) {
            definitions.add(new Definition(freeIds.remove(0), name(), type(), sensitive()));
        }
    }

    private @Nullable String name() {
        if (dice.oneIn(20)) {
            return null;
        }
        return dice.oneOf(Names.OF_VARIABLES) + (hasNul && dice.oneIn(10) ? "\0" : "");
    }

    private @Nullable Boolean sensitive() {
        return dice.oneIn(3) ? null : Boolean.valueOf(dice.oneIn(2));
    }

    private @Nullable String type() {
        return dice.oneIn(40) ? null : dice.oneOf(Values.TYPES);
    }

    /** Time passes until the next export. */
    void change() {
        if (dice.oneIn(3)) {
            add();
        }
        if (dice.oneIn(4)) {
            int i = dice.below(definitions.size());
            Definition former = definitions.get(i);
            definitions.set(i, new Definition(former.id(), name(), former.type(), former.sensitive()));
        }
        if (dice.oneIn(3)) {
            int i = dice.below(definitions.size());
            Definition former = definitions.get(i);
            definitions.set(i, new Definition(former.id(), former.name(), type(), former.sensitive()));
        }
        mixed = mixesTypes && dice.oneIn(3) ? dice.below(definitions.size()) : -1;
    }

    /** What a member has. */
    List<Variable> variables(Values values, boolean fitting) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            Definition definition = definitions.get(i);
            if (i == mixed) {
                // What does not fit a column that becomes one of text meanwhile, the guide does not say.
                String type = dice.oneOf("string", "double", "datetime", "set");
                variables.add(new Definition(definition.id(), definition.name(), type, definition.sensitive())
                        .with(Values.plain(type), null));
            } else if (!dice.oneIn(4)) {
                if (dice.oneIn(12)) {
                    variables.add(definition.with(Values.plain(definition.type()), null));
                }
                variables.add(definition.with(values.some(definition.type(), fitting), values.effectiveDate(fitting)));
            }
        }
        return variables;
    }

    /** An entry that is there again later, so that it does not count everywhere: every target takes it as it is. */
    List<Variable> plain() {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            if (i != mixed) {
                variables.add(
                        definitions.get(i).with(Values.plain(definitions.get(i).type()), null));
            }
        }
        return variables;
    }

    /** Fields that Memberport does not know. */
    String unknown() {
        return dice.oneIn(4) ? dice.oneOf(UNKNOWN) : "";
    }
}
