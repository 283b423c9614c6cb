package io.memberport.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a profile variable. Data is keyed by {@link #id()}, which never changes, and shown by
 * {@link #name()}, which may change at any time and need not be unique.
 *
 * <p>Within one export, equal definitions are the same object, so that a sink can look things up by identity; an export
 * with an unreasonable number of definitions (more than ten thousand) loses that, and only that.
 *
 * @param id the variable's guid as sent
 * @param name as sent; null if the export gives none
 * @param dataType the type, {@link DataType#UNKNOWN} if this version does not know it
 * @param dataTypeName the type's name as sent; null if the export gives none
 * @param sensitivity what the export says about {@code isSensitive}
 */
public record ProfileVariable(
        String id,
        @Nullable String name,
        DataType dataType,
        @Nullable String dataTypeName,
        Sensitivity sensitivity) {

    public ProfileVariable {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(sensitivity, "sensitivity");
    }

    /** A definition whose {@link #dataType()} follows from the name sent. */
    public static ProfileVariable of(
            String id, @Nullable String name, @Nullable String dataTypeName, Sensitivity sensitivity) {
        return new ProfileVariable(id, name, DataType.ofWireName(dataTypeName), dataTypeName, sensitivity);
    }

    /** Written out, because this is called for every value where the generated form costs most: before it is compiled. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ProfileVariable that
                        && id.equals(that.id)
                        && Objects.equals(name, that.name)
                        && Objects.equals(dataTypeName, that.dataTypeName)
                        && dataType == that.dataType
                        && sensitivity == that.sensitivity);
    }

    /** By the id alone, which hardly ever stands for more than one definition. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
