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

    private static final int LONGEST_LABEL = 80;

    private final Html html;
    private final int smallestGroup;
    private final int mostOptions;

    ContentView(Html html, ExportProfile profile) {
        this.html = html;
        this.smallestGroup = profile.smallestGroup();
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
                    case SENSITIVE -> "Not shown, because the variable is sensitive: what the values are.";
                    case UNSTATED ->
                        "Not shown, because the export does not say whether the variable is sensitive: what the values are.";
                    case NOT_SENSITIVE -> "Not shown: what the values are.";
                },
                "class",
                "withheld");
    }

    private void options(Options options, long filled) throws IOException {
        html.open("ul", "class", "bars");
        List<Option> shown = options.options().stream().limit(mostOptions).toList();
        for (Option option : shown) {
            double share = Figures.share(option.members(), filled);
            html.open("li").element("bdi", Names.shortened(option.label(), LONGEST_LABEL));
            row(share, option.members());
        }
        html.close();
        int left = options.options().size() - shown.size();
        if (left > 0) {
            note(Figures.count(left, "more option is", "more options are") + " less frequent.");
        }
        if (options.otherOptions() > 0) {
            note("Not named, because fewer than " + Figures.count(smallestGroup, "member has", "members have") + " "
                    + (options.otherOptions() == 1 ? "it: " : "each of them: ")
                    + Figures.count(options.otherOptions(), "option", "options") + ", which "
                    + Figures.count(options.otherMembers(), "member has", "members have") + ".");
        }
        if (!options.complete()) {
            note("There are more options than can be counted; the figures are of the first ones.");
        }
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
        figure(numbers.histogram(), "Values by size", from, to);
        note("Half of the values are between " + Figures.estimate(range.firstQuartile()) + " and "
                + Figures.estimate(range.thirdQuartile()) + "; the median is " + Figures.estimate(range.median())
                + ".");
    }

    private void times(Times times) throws IOException {
        if (times.earliest() == null || times.latest() == null || times.months().isEmpty()) {
            note("No value is a date and time.");
            return;
        }
        Period first = times.months().get(0);
        Period last = times.months().get(times.months().size() - 1);
        html.open("figure");
        Charts.timeline(html, times.months(), "Values by time");
        axis(Figures.month(first.first()), Figures.month(last.last()));
        Period most = times.months().stream()
                .max(Comparator.comparingLong(Period::count))
                .orElse(first);
        note("From " + Figures.time(times.earliest()) + " to " + Figures.time(times.latest()) + "; most in "
                + span(most) + " (" + Figures.count(most.count()) + ").");
    }

    private static String span(Period period) {
        return period.first().equals(period.last())
                ? Figures.month(period.first())
                : Figures.month(period.first()) + " to " + Figures.month(period.last());
    }

    private void texts(Texts texts, long values) throws IOException {
        if (texts.longest() > 0 && !texts.lengths().isEmpty()) {
            String from = Figures.count(texts.shortest());
            String to = Figures.count(texts.longest(), "character", "characters");
            figure(texts.lengths(), "Values by length", from, to);
        }
        if (texts.empty() > 0) {
            note(Figures.count(texts.empty(), "value is", "values are") + " empty or blank.");
        }
        List<Map.Entry<TextPattern, Long>> looks = texts.looks().entrySet().stream()
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

    private void figure(List<Bin> bins, String words, String from, String to) throws IOException {
        html.open("figure");
        Charts.histogram(html, bins, words);
        axis(from, to);
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
