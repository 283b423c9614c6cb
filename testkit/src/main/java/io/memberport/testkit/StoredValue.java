package io.memberport.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value as a reader of the target finds it, in the terms of the long layout. A variable without values is one of these
 * without a position and a value; a member without variables is one with the member's id only.
 *
 * <p>What a target does not keep, see {@link KeptDetail}, may be null.
 *
 * @param memberId the member's guid
 * @param variableId the variable's guid; null for a member without variables
 * @param variableName the variable's name; null also if the export gives none
 * @param dataType the type's name as sent; null also if the export gives none
 * @param sensitive whether the variable is sensitive; null also if the export does not say
 * @param position from 0 within the member's variable; null if that has no values
 * @param valueId the value's guid; null also if the export gives none
 * @param value the content as text; null also for a null
 * @param effectiveDate an ISO-8601 date-time, compared as an instant; null also if the export gives none
 */
public record StoredValue(
        String memberId,
        @Nullable String variableId,
        @Nullable String variableName,
        @Nullable String dataType,
        @Nullable Boolean sensitive,
        @Nullable Integer position,
        @Nullable String valueId,
        @Nullable String value,
        @Nullable String effectiveDate) {

    public StoredValue {
        Objects.requireNonNull(memberId, "memberId");
    }

    /** A member without variables. */
    public static StoredValue ofMember(String memberId) {
        return new StoredValue(memberId, null, null, null, null, null, null, null, null);
    }
}
