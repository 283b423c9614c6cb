package io.memberport.sink.jdbc.rights;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run does and that its user is not allowed to do.
 *
 * @param privilege what to grant, {@code INSERT} for example; empty if no grant helps
 * @param place what to grant it on, {@code ON crm.member} for example, empty if it is on nothing; or, where no grant helps,
 *     the statement that does, up to its {@code TO}
 * @param said what the database said when it was tried; null if it was asked instead
 */
public record MissingRight(
        RequiredRight needed,
        String privilege,
        String place,
        @Nullable SQLException said) {

    private static final String TO_USER = " TO …";

    /** The statements that give all of these rights, without the name of the user. */
    public static String remedy(List<MissingRight> missing) {
        Map<String, List<String>> privileges = new LinkedHashMap<>();
        for (MissingRight right : missing) {
            List<String> there = privileges.computeIfAbsent(right.place, place -> new ArrayList<>());
            if (!right.privilege.isEmpty() && !there.contains(right.privilege)) {
                there.add(right.privilege);
            }
        }
        List<String> statements = new ArrayList<>();
        privileges.forEach((place, some) -> statements.add(
                (some.isEmpty() ? place : ("GRANT " + String.join(", ", some) + " " + place).strip()) + TO_USER));
        return String.join("; ", statements);
    }
}
