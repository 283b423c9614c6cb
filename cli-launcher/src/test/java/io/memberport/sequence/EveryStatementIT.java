package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exports in which variables of each kind are kept, vanish, come again, lose their values, do not fit, and change their type to
 * each other and back, so that every statement that a database gets is run by that database.
 */
class EveryStatementIT {

    private static final List<String> TYPES = List.of("string", "double", "datetime", "set");

    static Stream<Sequence> sequences() {
        List<Sequence> sequences = new ArrayList<>();
        for (Product product : Product.values()) {
            for (String layout : List.of("long", "wide", "json")) {
                for (String mode : List.of("merge", "replace", "append")) {
                    sequences.add(sequence(Database.of(product, layout, mode.equals("append"), false), mode));
                    if (product.hasDecimals() && !layout.equals("json")) {
                        sequences.add(sequence(Database.of(product, layout, mode.equals("append"), true), mode));
                    }
                }
            }
        }
        return sequences.stream();
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void holdsWhatTheExportsSay(Sequence sequence) {
        Play.check(sequence);
    }

    private static Sequence sequence(Database database, String mode) {
        List<Step> steps = new ArrayList<>();
        for (Export export : exports()) {
            steps.add(Step.of(export)
                    .with("mode", mode)
                    .with("invalid-values", "replace")
                    .with("force-replace", "on"));
        }
        return new Sequence(database, steps);
    }

    private static List<Export> exports() {
        return List.of(
                Export.full("first", "2026-03-01T02:00:00Z", member("a", 0, "x"), member("b", 0, "y"), Member.of("c")),
                Export.changes(
                        "retyped", "2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", member("a", 1, "z"), cleared("b")),
                Export.full("back", "2026-03-03T02:00:00Z", member("b", 0, "w"), member("d", 0, "v")),
                Export.changes("few", "2026-03-03T02:00:00Z", "2026-03-04T02:00:00Z", few("a"), few("e")),
                Export.changes("odd", "2026-03-04T02:00:00Z", "2026-03-05T02:00:00Z", odd("a"), odd("f")));
    }

    /**
     * A member with a variable for each pair of types.
     *
     * @param turn 0 for the first type of each pair, 1 for the second
     */
    private static Member member(String id, int turn, String text) {
        List<Variable> variables = new ArrayList<>();
        for (String from : TYPES) {
            for (String to : TYPES) {
                String type = turn == 0 ? from : to;
                variables.add(Variable.of(from + " to " + to, type, value(type, text)));
            }
        }
        variables.add(Variable.of("in turn " + turn, "string", Export.quoted(text)));
        variables.add(Variable.of("chosen", "enum").with(List.of(new Value("option " + turn, Export.quoted(text)))));
        return Member.of(id, variables.toArray(Variable[]::new));
    }

    private static String value(String type, String text) {
        return switch (type) {
            case "double" -> text.hashCode() + ".30000000000000004";
            case "datetime" -> "\"2026-01-31T12:00:00." + text.hashCode() + "Z\"";
            default -> Export.quoted(text);
        };
    }

    private static Member cleared(String id) {
        List<Variable> variables = new ArrayList<>();
        for (String type : TYPES) {
            variables.add(Variable.of(type + " to " + type, type));
        }
        return Member.of(id, variables.toArray(Variable[]::new));
    }

    /** Most variables have vanished, and some have come. */
    private static Member few(String id) {
        List<Variable> variables = new ArrayList<>();
        for (String type : TYPES) {
            variables.add(Variable.of(type + " to " + type, type, value(type, "few")));
            variables.add(Variable.of("new " + type, type, value(type, "few")));
        }
        return Member.of(id, variables.toArray(Variable[]::new));
    }

    /** Nothing fits. */
    private static Member odd(String id) {
        List<Variable> variables = new ArrayList<>();
        for (String type : TYPES) {
            variables.add(Variable.of("new " + type, type, "\"odd\"", "\"odd\"", "null"));
            variables.add(Variable.of(type + " to " + type, type, "\"odd\""));
        }
        return Member.of(id, variables.toArray(Variable[]::new));
    }
}
