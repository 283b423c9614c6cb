package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a sequence for one target; the same one for the same seed. */
final class Generator {

    private final Destination destination;
    private final Dice dice;
    private final Community community;
    private final List<Step> steps = new ArrayList<>();
    private int day;

    private Generator(Destination destination, long seed) {
        this.destination = destination;
        this.dice = new Dice(seed);
        this.community = new Community(dice, isDatabase(), mayMixTypes());
    }

    static Sequence sequence(Destination destination, long seed) {
        Generator generator = new Generator(destination, seed);
        int count = generator.dice.between(2, 6);
        for (int i = 0; i < count; i++) {
            generator.steps.add(generator.step());
        }
        return new Sequence(destination, generator.steps);
    }

    private boolean isDatabase() {
        return destination instanceof Database;
    }

    /** How many roundings a column of text counts that was one of decimals at first, is not known. */
    private boolean mayMixTypes() {
        return destination instanceof Database database
                ? !database.hasDecimals()
                : !(destination instanceof CsvFile file && file.isWide());
    }

    private Step step() {
        if (!steps.isEmpty() && dice.oneIn(5)) {
            return again(dice.oneOf(steps));
        }
        boolean replacesInvalid = !dice.oneIn(3);
        Export export = export(!replacesInvalid && !dice.oneIn(5));
        Step step = withOptions(Step.of(export), replacesInvalid);
        if (dice.oneIn(12)) {
            return step.cut();
        }
        return dice.oneIn(15) && !(destination instanceof CsvFile) ? step.into("other") : step;
    }

    /** The same file once more, perhaps with other options. */
    private Step again(Step step) {
        return dice.oneIn(2) ? step : withOptions(Step.of(step.export()), step.replacesInvalidValues());
    }

    private Step withOptions(Step plain, boolean replacesInvalid) {
        Step step = plain;
        if (dice.oneIn(4)) {
            step = step.flagged(Step.OLDER);
        }
        if (dice.oneIn(2)) {
            step = step.flagged(Step.INCREMENTAL);
        }
        if (replacesInvalid && !(destination instanceof CsvFile)) {
            step = step.with("invalid-values", "replace");
        }
        if (destination instanceof Database database) {
            String mode = dice.oneIn(3) ? "replace" : "merge";
            step = step.with("mode", database.isHistory() ? "append" : mode);
            step = dice.oneIn(3) ? step.with("force-replace", "on") : step;
        }
        return step;
    }

    private Export export(boolean fitting) {
        community.change();
        String since = day == 0 || dice.oneIn(2) ? null : date(day);
        day++;
        int shown = dice.oneIn(6) ? Math.max(1, day - dice.between(1, 3)) : day;
        return new Export(batchId(), since, dateOrNone(shown), dateOrNone(shown), members(fitting));
    }

    private @Nullable String batchId() {
        if (dice.oneIn(12)) {
            return null;
        }
        boolean known = !steps.isEmpty() && dice.oneIn(8);
        return known ? dice.oneOf(steps).export().id() : dice.oneOf("b-", "B-", "b- ", "ü") + day;
    }

    private static String date(int day) {
        return String.format("2026-03-%02dT02:00:00Z", day);
    }

    private @Nullable String dateOrNone(int number) {
        String plain = date(number);
        return switch (dice.below(20)) {
            case 0 -> null;
            case 1 -> "soon";
            case 2 -> plain.replace('T', ' ').replace(":00Z", "");
            case 3 -> plain.replace("02:00:00Z", "03:30:00.000000+0130");
            default -> plain;
        };
    }

    private List<Member> members(boolean fitting) {
        List<Member> members = new ArrayList<>();
        Values values = new Values(dice, community.hasNul());
        for (String id : community.members()) {
            if (dice.oneIn(4) && !members.isEmpty()) {
                continue;
            }
            if (dice.oneIn(10)) {
                members.add(new Member(id, "", community.plain()));
            }
            List<Variable> variables = community.variables(values, fitting);
            members.add(new Member(id, community.unknown(), variables));
        }
        return members;
    }
}
