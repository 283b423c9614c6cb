package io.memberport.encoding.json;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a variable in a document, by which the next run tells what has changed.
 *
 * @param dataType the type's name as sent
 */
public record VariableDefinition(
        String id,
        @Nullable String name,
        @Nullable String dataType,
        @Nullable Boolean isSensitive) {

    /** A document of its own, where a target has a place for one. */
    public record Document(List<VariableDefinition> variables) {

        public Document {
            variables = List.copyOf(variables);
        }
    }

    public VariableDefinition {
        Objects.requireNonNull(id, "id");
    }

    private static VariableDefinition of(ProfileVariable variable) {
        return new VariableDefinition(
                variable.id(),
                variable.name(),
                variable.dataTypeName(),
                variable.sensitivity().isSensitive());
    }

    /** As a document has them; null if they are not known. */
    public static @Nullable List<VariableDefinition> of(@Nullable List<ProfileVariable> variables) {
        return variables == null
                ? null
                : variables.stream().map(VariableDefinition::of).toList();
    }

    public ProfileVariable toVariable() {
        return ProfileVariable.of(id, name, dataType, Sensitivity.of(isSensitive));
    }
}
