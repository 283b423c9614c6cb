package io.memberport.profile.page;

import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.Content.NumberRange;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.Content.Period;
import io.memberport.profile.Content.Texts;
import io.memberport.profile.Content.Times;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.TextPattern;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the values of a variable are like, as charts with their figures. */
final class ContentView {

    private static final int MOST_OPTIONS = 20;
    private static final int FEWEST_OPTIONS = 5;
    /** Of options on a page, so that it stays quick with thousands of variables. */
    private static final int MOST_OPTIONS_OF_ALL = 10_000;

    private static final int FEW_BINS = 6;

    private final Html html;
    private final int mostOptions;

    ContentView(Html html, ExportProfile profile) {
        this.html = html;
        int share = MOST_OPTIONS_OF_ALL / Math.max(1, profile.variables().size());
        this.mostOptions = Math.max(FEWEST_OPTIONS, Math.min(MOST_OPTIONS, share));
    }

    void write(VariableProfile variable) throws IOException {
        Content content = variable.content();
        if (content instanceof Content.Withheld) {
            withheld(variable.definition().sensitivity());
        } else if (content instanceof Options options) {
            options(options, variable.filledMembers());
        } else if (content instanceof Numbers numbers) {
            numbers(numbers);
        } else if (content instanceof Times times) {
            times(times);
        } else if (content instanceof Texts texts) {
            texts(texts, variable.values());
        }
    }

    private void withheld(Sensitivity sensitivity) throws IOException {
        html.element(
                "p",
                switch (sensitivity) {
                    case SENSITIVE -> "The values are not shown, because the variable is sensitive.";
                    case UNSTATED ->
                        "The values are not shown, because the export does not say whether the variable is sensitive.";
                    case NOT_SENSITIVE -> "The values are not shown.";
                },
                "class",
                "withheld");
    }

    private void options(Options options, long filled) throws IOException {
        html.open("ul", "class", "bars");
        List<Option> shown = options.options().stream().limit(mostOptions).toList();
        for (Option option : shown) {
            double share = Figures.share(option.members(), filled);
            Names.write(html.open("li"), option.label());
            row(share, option.members());
        }
        html.close();
        int left = options.options().size() - shown.size();
        if (left > 0) {
            note(Figures.count(left, "more option is", "more options are") + " less frequent.");
        }
        if (options.otherOptions() > 0) {
            others(options);
        }
        if (!options.complete()) {
            note("There are too many options to count each; those that came first in the file are counted.");
        }
    }

    private void others(Options options) throws IOException {
        note(Words.sentence(Figures.count(options.otherOptions(), options.complete()))
                + (options.otherOptions() == 1 ? " more option is" : " more options are")
                + " not named, because few members have them"
                + (options.complete() ? "" : " or there was no room to count them") + "; they occur "
                + Figures.count(options.otherMembers(), "time", "times") + " in all.");
    }

    private void row(double share, long count) throws IOException {
        Charts.bar(html, share).element("b", Figures.percent(share)).text(" ");
        html.element("span", Figures.count(count)).close();
    }

    private void note(String text) throws IOException {
        html.element("p", text);
    }

    private void numbers(Numbers numbers) throws IOException {
        NumberRange range = numbers.range();
        if (range == null) {
            note("No value is a number.");
            return;
        }
        String from = Figures.number(range.minimum());
        String to = Figures.number(range.maximum());
        if (numbers.histogram().size() <= FEW_BINS) {
            bars(numbers.histogram(), 0);
        } else {
            histogram(numbers.histogram(), "Values by size", from, to);
        }
        note("Half of the values are between " + Figures.number(range.firstQuartile(), numbers.isExact()) + " and "
                + Figures.number(range.thirdQuartile(), numbers.isExact()) + "; the median is "
                + Figures.number(range.median(), numbers.isExact()) + ".");
    }

    private void times(Times times) throws IOException {
        if (times.earliest() == null || times.latest() == null || times.months().isEmpty()) {
            note("No value is a date and time.");
            return;
        }
        Period first = times.months().get(0);
        Period last = times.months().get(times.months().size() - 1);
        Timeline timeline = Timeline.of(times.months());
        html.open("figure");
        Charts.timeline(html, times.months(), timeline, "Values by time");
        axis(span(first), span(last));
        if (!timeline.cuts().isEmpty()) {
            note("A dashed line stands for a long time without values.");
        }
        Period most = times.months().stream()
                .max(Comparator.comparingLong(Period::count))
                .orElse(first);
        note("From " + Figures.time(times.earliest()) + " to " + Figures.time(times.latest()) + "; most in "
                + span(most) + " (" + Figures.count(most.count()) + ").");
    }

    private static String span(Period period) {
        return Figures.period(period.first(), period.last());
    }

    private void texts(Texts texts, long values) throws IOException {
        if (texts.lengths().size() > FEW_BINS) {
            histogram(
                    texts.lengths(),
                    "Values by length",
                    Figures.count(texts.shortest()),
                    Figures.count(texts.longest(), "character", "characters"));
        } else if (!texts.lengths().isEmpty()) {
            note("Length in characters:");
            bars(texts.lengths(), 1);
        }
        if (texts.empty() > 0) {
            note(Figures.count(texts.empty(), "value is", "values are") + " empty or blank.");
        }
        looks(texts.looks(), values);
    }

    private void looks(Map<TextPattern, Long> counts, long values) throws IOException {
        List<Map.Entry<TextPattern, Long>> looks = counts.entrySet().stream()
                .filter(look -> look.getValue() > 0)
                .sorted(Map.Entry.<TextPattern, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (!looks.isEmpty()) {
            note("Looks like:");
            html.open("ul", "class", "bars");
            for (Map.Entry<TextPattern, Long> look : looks) {
                html.open("li").element("span", Words.pattern(look.getKey()));
                row(Figures.share(look.getValue(), values), look.getValue());
            }
            html.close();
        }
    }

    private void histogram(List<Bin> bins, String words, String from, String to) throws IOException {
        html.open("figure");
        Charts.histogram(html, bins, words);
        axis(from, to);
    }

    /**
     * Bars with their figures, for so few bins that they can be read.
     *
     * @param step what lies between the greatest value of a bin and its upper bound
     */
    private void bars(List<Bin> bins, int step) throws IOException {
        long all = bins.stream().mapToLong(Bin::count).sum();
        html.open("ul", "class", "bars");
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            boolean hasItsUpperBound = bin.from() == bin.to() || i == bins.size() - 1;
            double greatest = hasItsUpperBound ? bin.to() : bin.to() - step;
            html.open("li").element("span", Figures.range(bin.from(), greatest));
            row(Figures.share(bin.count(), all), bin.count());
        }
        html.close();
    }

    /** Ends the figure. */
    private void axis(String from, String to) throws IOException {
        html.open("figcaption")
                .element("span", from)
                .element("span", to)
                .close()
                .close();
    }
}
