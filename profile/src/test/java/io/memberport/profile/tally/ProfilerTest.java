package io.memberport.profile.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.file.ExportFile;
import io.memberport.model.DataType;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.profile.Content;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.simulator.generator.ExportShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Compares the profile of a generated export with what a plain program computes from the same members as objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfilerTest {

    private static final int MEMBERS = 2_000;
    private static final int SMALLEST_GROUP = 50;

    private final Map<String, Plain> plain = new LinkedHashMap<>();
    private final List<ExportEvent> events = new ArrayList<>();
    private ExportFile file = ExportFile.onDisk(Path.of("none"));
    private ExportProfile profile = TestExport.profileOf("{\"members\":[]}", Map.of());

    /** All that members have of a variable. */
    private static final class Plain {
        private final ProfileVariable definition;
        private long members;
        private long filled;
        private long nulls;
        private final List<Value> values = new ArrayList<>();
        private final Map<Integer, Long> sizes = new TreeMap<>();
        private final Map<String, Set<String>> membersOfOption = new HashMap<>();
        private final Map<String, String> labels = new HashMap<>();
        private Sensitivity sensitivity = Sensitivity.NOT_SENSITIVE;

        Plain(ProfileVariable definition) {
            this.definition = definition;
        }

        void add(String member, VariableValues of) {
            members++;
            List<Value> some = of.values().stream()
                    .filter(value -> value.kind() != Value.Kind.NULL)
                    .toList();
            nulls += of.values().size() - some.size();
            if (!some.isEmpty()) {
                filled++;
                sizes.merge(some.size(), 1L, Long::sum);
            }
            values.addAll(some);
            for (Value value : some) {
                String id = key(value);
                membersOfOption.computeIfAbsent(id, first -> new HashSet<>()).add(member);
                labels.put(id, text(value));
            }
            if (of.variable().sensitivity() != Sensitivity.NOT_SENSITIVE && sensitivity != Sensitivity.SENSITIVE) {
                sensitivity = of.variable().sensitivity();
            }
        }

        boolean isOption() {
            return definition.dataType() == DataType.ENUM || definition.dataType() == DataType.SET;
        }

        private String key(Value value) {
            Text id = value.id();
            return !isOption() ? text(value) : id == null ? "label " + text(value) : "id " + id.asString();
        }

        long distinct() {
            return values.stream().map(this::key).distinct().count();
        }

        List<Double> numbers() {
            return values.stream()
                    .map(ProfilerTest::text)
                    .filter(text -> text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"))
                    .map(text -> new BigDecimal(text).doubleValue())
                    .filter(Double::isFinite)
                    .map(number -> number + 0.0)
                    .sorted()
                    .toList();
        }

        List<Instant> times() {
            return values.stream()
                    .map(value -> UtcDateTime.parse(text(value)))
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Value value) {
        return Objects.requireNonNull(value.text()).asString();
    }

    @BeforeAll
    void profiles(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("export.json");
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(MEMBERS)
                        .variables(60)
                        .shape(ExportShape.DOCUMENTED
                                .withOptionalFieldsAbsent()
                                .withUnknownFields()
                                .withShuffledFields())
                        .build())
                .writeTo(path);
        file = ExportFile.onDisk(path);
        profile = Profiler.profile(file, SMALLEST_GROUP, Map.of(), events::add);
        try (Stream<Member> members = file.members()) {
            members.forEach(member -> member.variables()
                    .forEach(of -> plain.computeIfAbsent(of.variable().id(), id -> new Plain(of.variable()))
                            .add(member.id().asString(), of)));
        }
    }

    private VariableProfile profileOf(String id) {
        return profile.variables().stream()
                .filter(variable -> variable.definition().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsMembersVariablesAndValues() {
        assertEquals(MEMBERS, profile.export().members());
        assertEquals(
                List.copyOf(plain.keySet()),
                profile.variables().stream()
                        .map(variable -> variable.definition().id())
                        .toList());
        plain.forEach((id, expected) -> {
            VariableProfile found = profileOf(id);
            assertEquals(expected.members, found.members());
            assertEquals(expected.filled, found.filledMembers());
            assertEquals(expected.values.size(), found.values());
            assertEquals(expected.nulls, found.nulls());
            assertEquals(expected.sensitivity, found.definition().sensitivity());
            assertEquals(
                    expected.sizes,
                    counts(found.valuesPerMember()),
                    () -> "values per member of " + found.definition());
        });
        assertEquals(
                profile.export().values(),
                profile.variables().stream()
                        .mapToLong(variable -> variable.values() + variable.nulls())
                        .sum());
    }

    /** Of bins that have one size each. */
    private static Map<Integer, Long> counts(List<Bin> bins) {
        Map<Integer, Long> counts = new TreeMap<>();
        bins.stream().filter(bin -> bin.count() > 0).forEach(bin -> {
            assertEquals(bin.from(), bin.to());
            counts.put((int) bin.from(), bin.count());
        });
        return counts;
    }

    @Test
    void countsDifferentValuesExactlyOrWithinSixPercent() {
        plain.forEach((id, expected) -> {
            VariableProfile.DistinctCount found = profileOf(id).distinctValues();
            assertEquals(expected.distinct() <= 1_536, found.isExact());
            if (found.isExact()) {
                assertEquals(expected.distinct(), found.count());
            } else {
                assertEquals(1, (double) found.count() / expected.distinct(), 0.06);
            }
        });
        assertTrue(profile.variables().stream()
                .anyMatch(variable -> variable.distinctValues().isExact()));
        assertTrue(profile.variables().stream()
                .anyMatch(variable -> !variable.distinctValues().isExact()));
    }

    @Test
    void knowsMinimumMaximumAndAboutTheQuartilesOfNumbers() {
        int seen = 0;
        for (Map.Entry<String, Plain> entry : plain.entrySet()) {
            if (!(profileOf(entry.getKey()).content() instanceof Content.Numbers numbers)) {
                continue;
            }
            List<Double> sorted = entry.getValue().numbers();
            Content.NumberRange range = Objects.requireNonNull(numbers.range());
            assertEquals(sorted.size(), numbers.count());
            assertEquals(sorted.get(0), range.minimum());
            assertEquals(sorted.get(sorted.size() - 1), range.maximum());
            assertShareBelow(sorted, range.firstQuartile(), 0.25);
            assertShareBelow(sorted, range.median(), 0.5);
            assertShareBelow(sorted, range.thirdQuartile(), 0.75);
            assertHistogram(sorted, numbers.histogram());
            seen++;
        }
        assertTrue(seen > 3, "only " + seen + " variables of numbers");
    }

    /** At most so much of the numbers is less than the quantile, and at least so much is not greater: within two percent. */
    private static void assertShareBelow(List<Double> sorted, double quantile, double share) {
        double below = sorted.stream().filter(number -> number < quantile).count() / (double) sorted.size();
        double upTo = sorted.stream().filter(number -> number <= quantile).count() / (double) sorted.size();
        assertTrue(below <= share + 0.02 && upTo >= share - 0.02, below + " to " + upTo + " instead of " + share);
    }

    private static void assertHistogram(List<Double> sorted, List<Bin> bins) {
        assertEquals(sorted.size(), bins.stream().mapToLong(Bin::count).sum());
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            boolean isLast = i == bins.size() - 1;
            long exact = sorted.stream()
                    .filter(number -> number >= bin.from()
                            && (number < bin.to()
                                    || (isLast && number <= bin.to())
                                    || (bin.from() == bin.to() && number == bin.from())))
                    .count();
            assertTrue(Math.abs(exact - bin.count()) <= Math.max(3, 0.02 * sorted.size()), () -> exact + " in " + bin);
        }
    }

    @Test
    void countsDateTimesByMonthYearDecadeOrCentury() {
        int seen = 0;
        for (Map.Entry<String, Plain> entry : plain.entrySet()) {
            if (!(profileOf(entry.getKey()).content() instanceof Content.Times times)) {
                continue;
            }
            List<Instant> sorted = entry.getValue().times();
            assertEquals(sorted.size(), times.count());
            assertEquals(sorted.get(0), times.earliest());
            assertEquals(sorted.get(sorted.size() - 1), times.latest());
            for (Content.Period period : times.months()) {
                long exact = sorted.stream()
                        .map(instant -> YearMonth.from(instant.atOffset(ZoneOffset.UTC)))
                        .filter(month -> !month.isBefore(period.first()) && !month.isAfter(period.last()))
                        .count();
                assertEquals(exact, period.count());
            }
            assertEquals(
                    sorted.size(),
                    times.months().stream().mapToLong(Content.Period::count).sum());
            seen++;
        }
        assertTrue(seen > 3, "only " + seen + " variables of date-times");
    }

    @Test
    void namesOptionsThatEnoughMembersHave() {
        int seen = 0;
        for (Map.Entry<String, Plain> entry : plain.entrySet()) {
            if (!(profileOf(entry.getKey()).content() instanceof Content.Options options)) {
                continue;
            }
            Map<String, Long> expected = new HashMap<>();
            Map<String, Set<String>> all = entry.getValue().membersOfOption;
            all.forEach((id, members) -> expected.put(id, (long) members.size()));
            for (Content.Option option : options.options()) {
                String id = option.id() == null ? "label " + option.label() : "id " + option.id();
                assertEquals(expected.remove(id), option.members());
                assertEquals(entry.getValue().labels.get(id), option.label());
                assertTrue(option.members() >= SMALLEST_GROUP);
            }
            assertEquals(expected.size(), options.otherOptions());
            assertEquals(expected.values().stream().mapToLong(n -> n).sum(), options.otherMembers());
            assertEquals(
                    options.options().stream()
                            .sorted(Comparator.comparingLong(option -> -option.members()))
                            .map(Content.Option::members)
                            .toList(),
                    options.options().stream().map(Content.Option::members).toList());
            assertTrue(options.complete());
            seen++;
        }
        assertTrue(seen > 5, "only " + seen + " variables of options");
    }

    @Test
    void measuresTexts() {
        plain.forEach((id, expected) -> {
            DataType type = expected.definition.dataType();
            if (type == DataType.STRING || type == DataType.IDENTIFIER || type == DataType.UNKNOWN) {
                Content.Texts texts =
                        assertInstanceOf(Content.Texts.class, profileOf(id).content());
                List<Long> lengths = expected.values.stream()
                        .map(value -> text(value).codePoints().count())
                        .sorted()
                        .toList();
                assertEquals(lengths.get(0), texts.shortest());
                assertEquals(lengths.get(lengths.size() - 1), texts.longest());
                assertEquals(
                        lengths.size(),
                        texts.lengths().stream().mapToLong(Bin::count).sum());
            }
        });
    }

    @Test
    void findsValuesThatAreNoNumbersAndDatesOfOtherTimes() {
        plain.forEach((id, expected) -> {
            DataType type = expected.definition.dataType();
            if (type == DataType.DOUBLE) {
                int unfitting = expected.values.size() - expected.numbers().size();
                assertEquals(unfitting, found(id, Finding.Kind.UNFITTING_VALUES));
            } else if (type == DataType.DATETIME) {
                long odd = expected.times().stream()
                        .filter(time -> time.isBefore(Instant.parse("1900-01-01T00:00:00Z"))
                                || !time.isBefore(Instant.parse("2100-01-01T00:00:00Z")))
                        .count();
                boolean isTold = expected.definition.sensitivity() == Sensitivity.NOT_SENSITIVE;
                assertEquals(isTold ? odd : 0, found(id, Finding.Kind.ODD_DATES));
            }
        });
        assertTrue(TestExport.found(profile, Finding.Kind.UNFITTING_VALUES) > 0);
        assertTrue(TestExport.found(profile, Finding.Kind.ODD_DATES) > 0);
        assertEquals(
                profile.export().unrecognisedFields(), TestExport.found(profile, Finding.Kind.UNRECOGNISED_FIELDS));
    }

    private long found(String variable, Finding.Kind kind) {
        return profile.findings().stream()
                .filter(finding ->
                        finding.kind() == kind && variable.equals(finding.variableId()) && finding.subject() == null)
                .mapToLong(Finding::count)
                .sum();
    }

    @Test
    void saysTheSameOfTheSameFileAndTellsProgress() {
        ExportProfile again = Profiler.profile(file, SMALLEST_GROUP, Map.of(), ExportListener.NONE);

        assertEquals(profile, again);
        String batch = Objects.requireNonNull(profile.export().batchId());
        assertEquals(
                1,
                events.stream()
                        .filter(new ExportEvent.BatchIdentified(batch)::equals)
                        .count());
        assertEquals(
                events.size() - 1,
                events.stream()
                        .filter(ExportEvent.CollectingVariables.class::isInstance)
                        .count());
        ExportEvent.CollectingVariables last = (ExportEvent.CollectingVariables) events.get(events.size() - 1);
        assertEquals((long) MEMBERS, last.members());
        assertEquals(last.expectedBytes(), last.transferredBytes());
    }
}
