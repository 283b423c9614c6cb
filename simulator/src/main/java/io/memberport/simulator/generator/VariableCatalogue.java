package io.memberport.simulator.generator;

import java.util.ArrayList;
import java.util.List;

/** Invents the variables of a community. */
final class VariableCatalogue {

    /** One variable in this many has an odd name, as long as there are some. */
    private static final int ODD_NAME_EVERY = 7;

    private static final int NAMESAKE = 9;
    private static final int NAMED_ALIKE = 1;

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
            VariableTemplate template = template(index);
            ValueSource source = template.values().source(array, RandomStreams.seedOf(spec.seed(), "values", index));
            variables.add(new VariableWriter(shape, array, source, fields(template, index)));
        }
        return variables;
    }

    /** The fields that are the same for every member. */
    private List<String> fields(VariableTemplate template, int index) {
        List<String> fields = new ArrayList<>();
        boolean unknownType = shape.unknownFields() && index == spec.variables() - 1;
        fields.add(shape.key("id") + '"' + RandomStreams.guidOf(spec.seed(), "variable id", index) + '"');
        fields.add(shape.key("name") + JsonLiterals.quoted(name(template, index)));
        fields.add(shape.key("dataType") + '"' + (unknownType ? "matrix" : template.dataType()) + '"');
        if (!shape.optionalFieldsAbsent() || index % 3 != 1) {
            fields.add(shape.key("isSensitive") + isSensitive(index));
        }
        if (shape.unknownFields()) {
            String unit = "{" + shape.key("label") + "null" + shape.comma(0).trim() + shape.key("rate") + "1.0}";
            fields.add(shape.key("unit") + unit);
        }
        return fields;
    }

    /** Every tenth, and the first, so that a few variables have a sensitive one too. */
    private static boolean isSensitive(int index) {
        return index == 0 || index % 10 == 9;
    }

    private static VariableTemplate template(int index) {
        return VariableTemplate.ALL.get(index % VariableTemplate.ALL.size());
    }

    private static String name(VariableTemplate template, int index) {
        List<String> odd = EdgeCases.names();
        int oddNumber = index / ODD_NAME_EVERY;
        if (index % ODD_NAME_EVERY == ODD_NAME_EVERY - 1 && oddNumber < odd.size()) {
            return odd.get(oddNumber);
        }
        if (index == NAMESAKE) {
            // Names are not unique at Alida.
            return template(NAMED_ALIKE).name();
        }
        int round = index / VariableTemplate.ALL.size();
        return round == 0 ? template.name() : template.name() + ' ' + (round + 1);
    }
}
