package io.memberport.spark;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.In;
import org.jspecify.annotations.Nullable;

/** The rows that a query wants, as far as that is a matter of the member, the variable or the type. Shows none of what it compares with. */
final class RowFilter implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String MEMBER_ID = "member_id";
    private static final String VARIABLE_ID = "variable_id";
    private static final String DATA_TYPE = "data_type";

    private final HashMap<String, HashSet<String>> wanted = new HashMap<>();
    private transient @Nullable Set<Text> members;

    /**
     * Takes a filter over.
     *
     * @param columns those that it can be about
     * @return whether rows are chosen by it from now on, so that Spark need not do it again
     */
    boolean add(Filter filter, Set<String> columns) {
        String column = column(filter);
        Set<String> values = columns.contains(column) ? values(filter) : null;
        if (values == null) {
            return false;
        }
        wanted.computeIfAbsent(column, absent -> new HashSet<>(values)).retainAll(values);
        return true;
    }

    /** The columns of the long layout that filters may be about. */
    static Set<String> ofValues() {
        return Set.of(MEMBER_ID, VARIABLE_ID, DATA_TYPE);
    }

    /** The columns of the other layouts that filters may be about. */
    static Set<String> ofMembers() {
        return Set.of(MEMBER_ID);
    }

    private static String column(Filter filter) {
        String[] references = filter.references();
        return references.length == 1 ? references[0] : "";
    }

    /** The values that pass; null if it is none of the filters that are known here. A null never passes those. */
    private static @Nullable Set<String> values(Filter filter) {
        Stream<?> values;
        if (filter instanceof EqualTo equal) {
            values = Stream.of(equal.value());
        } else if (filter instanceof EqualNullSafe equal && equal.value() != null) {
            values = Stream.of(equal.value());
        } else if (filter instanceof In in) {
            values = Arrays.stream(in.values()).filter(Objects::nonNull);
        } else {
            return null;
        }
        return values.map(String.class::cast).collect(Collectors.toSet());
    }

    boolean acceptsMember(Text id) {
        HashSet<String> ids = wanted.get(MEMBER_ID);
        if (ids == null) {
            return true;
        }
        if (members == null) {
            members = ids.stream().map(Text::of).collect(Collectors.toSet());
        }
        return members.contains(id);
    }

    boolean acceptsVariable(ProfileVariable variable) {
        return accepts(VARIABLE_ID, variable.id()) && accepts(DATA_TYPE, variable.dataTypeName());
    }

    /** Whether the row of a member without variables is wanted. */
    boolean acceptsNoVariable() {
        return accepts(VARIABLE_ID, null) && accepts(DATA_TYPE, null);
    }

    private boolean accepts(String column, @Nullable String value) {
        Set<String> values = wanted.get(column);
        return values == null || (value != null && values.contains(value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowFilter that && wanted.equals(that.wanted);
    }

    @Override
    public int hashCode() {
        return wanted.hashCode();
    }

    /** The columns alone. */
    @Override
    public String toString() {
        return "RowFilter" + Map.copyOf(wanted).keySet();
    }
}
