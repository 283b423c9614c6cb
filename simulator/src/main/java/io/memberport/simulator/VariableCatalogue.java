package io.memberport.simulator;

import java.util.ArrayList;
import java.util.List;

/** Invents the variables of a community. */
final class VariableCatalogue {

    /** Data types in the order variables get them, over and over; the first six are all there are. */
    private static final List<String> TYPES = List.of(
            "string",
            "double",
            "datetime",
            "identifier",
            "enum",
            "set",
            "string",
            "enum",
            "string",
            "double",
            "string",
            "enum",
            "string",
            "datetime",
            "string",
            "set",
            "enum",
            "string",
            "double",
            "string");

    /** How many plain names stand between two odd ones. */
    private static final int ODD_NAME_EVERY = 7;

    private final ExportGenerator.Spec spec;
    private final ExportShape shape;
    private final ValueArray array;

    VariableCatalogue(ExportGenerator.Spec spec) {
        this.spec = spec;
        this.shape = spec.shape();
        this.array = new ValueArray(shape);
    }

    List<VariableWriter> variables() {
        List<VariableWriter> variables = new ArrayList<>();
        for (int index = 0; index < spec.variables(); index++) {
            SplitMix64 random = new SplitMix64(ExportWriter.seedOf(spec.seed(), "variable", index));
            String type = TYPES.get(index % TYPES.size());
            ValueSource source = source(type, index, random);
            variables.add(new VariableWriter(shape, array, source, fields(index, type)));
        }
        return variables;
    }

    /** The fields that are the same for every member. */
    private List<String> fields(int index, String type) {
        List<String> fields = new ArrayList<>();
        boolean unknownType = shape.unknownFields() && index == spec.variables() - 1;
        fields.add(shape.key("id") + '"' + ExportWriter.guidOf(spec.seed(), "variable id", index) + '"');
        fields.add(shape.key("name") + JsonText.quoted(name(index)));
        fields.add(shape.key("dataType") + '"' + (unknownType ? "matrix" : type) + '"');
        if (!shape.optionalFieldsAbsent() || index % 3 != 1) {
            fields.add(shape.key("isSensitive") + isSensitive(index));
        }
        if (shape.unknownFields()) {
            String unit = "{" + shape.key("label") + "null" + shape.comma(0).trim() + shape.key("rate") + "1.0}";
            fields.add(shape.key("unit") + unit);
        }
        return fields;
    }

    /** Spread evenly, so that a few variables have about their share of sensitive ones too. */
    private boolean isSensitive(int index) {
        double share = spec.sensitiveShare();
        return Math.floor((index + 1) * share) > Math.floor(index * share) || (index == 0 && share > 0);
    }

    private static String name(int index) {
        List<String> odd = Oddities.names();
        int number = index / ODD_NAME_EVERY;
        if (index % ODD_NAME_EVERY == ODD_NAME_EVERY - 1 && number < odd.size()) {
            return odd.get(number);
        }
        // Two variables share a name, which the API allows.
        return Phrases.name(index == 9 ? 0 : index);
    }

    private ValueSource source(String type, int index, SplitMix64 random) {
        return switch (type) {
            case "double" -> new ScalarSource(array, Phrases.numbers(random.below(3)), Oddities.numbers());
            case "datetime" ->
                new ScalarSource(array, Phrases.dateTimes(random, spec.lastSyncDate()), Oddities.dateTimes());
            case "identifier" -> new ScalarSource(array, Phrases.identifiers(), Oddities.identifiers());
            case "enum", "set" -> options(type.equals("set"), index, random);
            default -> new ScalarSource(array, Phrases.strings(random.below(5)), Oddities.strings());
        };
    }

    private ValueSource options(boolean several, int index, SplitMix64 random) {
        long options = ExportWriter.seedOf(spec.seed(), "options", index);
        return new OptionSource(
                array,
                several,
                Phrases.labels(random),
                Oddities.labels(index),
                option -> ExportWriter.guidOf(options, "option", option));
    }
}
