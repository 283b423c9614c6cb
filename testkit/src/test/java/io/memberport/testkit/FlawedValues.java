package io.memberport.testkit;

import io.memberport.model.DataType;
import io.memberport.model.Member;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.testkit.fixture.StoredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a member as a {@link ReferenceSink} keeps them, spoilt by its flaw if it has one that spoils values. */
final class FlawedValues {

    private static final int LONG_CHARACTERS = 65_535;

    private final Flaw flaw;
    private final ReferenceState former;
    private final String member;

    private FlawedValues(Flaw flaw, ReferenceState former, String member) {
        this.flaw = flaw;
        this.former = former;
        this.member = member;
    }

    static List<StoredValue> of(Member member, Flaw flaw, ReferenceState former) {
        String id = member.id().asString();
        FlawedValues values = new FlawedValues(flaw, former, id);
        if (flaw == Flaw.LOSES_A_MEMBER && (id.equals("m-texts") || id.equals("m-1999"))) {
            return List.of();
        }
        if (member.variables().isEmpty()) {
            return flaw == Flaw.LOSES_MEMBERS_WITHOUT_VARIABLES ? List.of() : List.of(StoredValue.ofMember(id));
        }
        return member.variables().stream()
                .flatMap(entry -> values.of(entry).stream())
                .toList();
    }

    private List<StoredValue> of(VariableValues entry) {
        boolean cleared = entry.values().stream().allMatch(value -> value.text() == null);
        if ((flaw == Flaw.CLEARS_NOTHING && cleared)
                || (flaw == Flaw.KEEPS_WHAT_IT_CANNOT_REPLACE && isNoNumber(entry))) {
            return former.values().stream()
                    .filter(value -> value.memberId().equals(member)
                            && entry.variable().id().equals(value.variableId()))
                    .toList();
        }
        if (entry.values().isEmpty()) {
            return List.of(stored(entry, null, null));
        }
        List<StoredValue> values = new ArrayList<>();
        for (Value value : entry.values()) {
            values.add(stored(entry, values.size(), value));
        }
        return values;
    }

    private static boolean isNoNumber(VariableValues entry) {
        return entry.variable().dataType() == DataType.DOUBLE
                && entry.values().stream().anyMatch(value -> value.kind() == Value.Kind.STRING);
    }

    private StoredValue stored(VariableValues entry, @Nullable Integer position, @Nullable Value value) {
        Sensitivity sensitivity = entry.variable().sensitivity();
        return new StoredValue(
                member,
                variableId(entry),
                name(entry),
                entry.variable().dataTypeName(),
                sensitivity == Sensitivity.UNSTATED ? null : sensitivity == Sensitivity.SENSITIVE,
                position,
                value == null || flaw == Flaw.LOSES_VALUE_IDS ? null : string(value.id()),
                value == null ? null : content(value),
                string(entry.effectiveDate()));
    }

    private String variableId(VariableValues entry) {
        if (flaw == Flaw.KEYS_VARIABLES_BY_NAME) {
            for (StoredValue value : former.values()) {
                if (value.variableId() != null
                        && Objects.equals(value.variableName(), entry.variable().name())) {
                    return value.variableId();
                }
            }
        }
        return entry.variable().id();
    }

    private @Nullable String name(VariableValues entry) {
        if (flaw == Flaw.KEEPS_FORMER_NAMES) {
            for (StoredValue value : former.values()) {
                if (entry.variable().id().equals(value.variableId())) {
                    return value.variableName();
                }
            }
        }
        return entry.variable().name();
    }

    private @Nullable String content(Value value) {
        String text = string(value.text());
        if (text == null) {
            return null;
        }
        if (flaw == Flaw.TRIMS_TEXTS) {
            return text.strip();
        }
        if (flaw == Flaw.TAKES_EMPTY_FOR_NULL && text.isEmpty()) {
            return null;
        }
        if (flaw == Flaw.CUTS_LONG_TEXTS && text.length() > LONG_CHARACTERS) {
            return text.substring(0, LONG_CHARACTERS);
        }
        if (flaw == Flaw.ROUNDS_NUMBERS && value.kind() == Value.Kind.NUMBER) {
            return String.valueOf(Double.parseDouble(text));
        }
        return text;
    }

    private static @Nullable String string(@Nullable Text text) {
        return text == null ? null : text.asString();
    }
}
