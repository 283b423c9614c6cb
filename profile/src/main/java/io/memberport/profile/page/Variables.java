package io.memberport.profile.page;

import io.memberport.model.Sensitivity;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables of a profile, each with the number by which links reach its card. */
final class Variables {

    private final ExportProfile profile;
    private final List<VariableProfile> all;
    private final Map<String, Integer> numbers = new HashMap<>();

    Variables(ExportProfile profile) {
        this.profile = profile;
        this.all = profile.variables();
        for (VariableProfile variable : all) {
            numbers.put(variable.definition().id(), numbers.size() + 1);
        }
    }

    List<VariableProfile> all() {
        return all;
    }

    long count(Sensitivity sensitivity) {
        return all.stream()
                .filter(variable -> variable.definition().sensitivity() == sensitivity)
                .count();
    }

    /** The share of members that have a value. */
    double fill(VariableProfile variable) {
        return profile.fill(variable);
    }

    /** The mean of all shares; not a number if there are no variables. */
    double averageFill() {
        return all.stream().mapToDouble(this::fill).average().orElse(Double.NaN);
    }

    Optional<VariableProfile> fullest() {
        return all.stream().max(Comparator.comparingLong(VariableProfile::filledMembers));
    }

    Optional<VariableProfile> emptiest() {
        return all.stream().min(Comparator.comparingLong(VariableProfile::filledMembers));
    }

    Optional<VariableProfile> find(@Nullable String id) {
        Integer number = id == null ? null : numbers.get(id);
        return number == null ? Optional.empty() : Optional.of(all.get(number - 1));
    }

    static String anchor(int number) {
        return "v" + number;
    }

    /** Writes the name of a variable as a link to its card. */
    Html link(Html html, VariableProfile variable) throws IOException {
        int number = Objects.requireNonNull(numbers.get(variable.definition().id()));
        html.open("a", "href", "#" + anchor(number));
        return Names.write(html, variable.definition().name()).close();
    }
}
